import { ask, el, notice } from './dom.js';

// One name for this page as long as it is open: items are kept from other tabs and reviewers by it.
export const tab = sessionStorage.getItem('tab') ?? crypto.randomUUID();
sessionStorage.setItem('tab', tab);

export let session = null;

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function loadSession() {
  session = await request('GET', '/api/session');
  return session;
}

export async function request(method, path, body) {
  const headers = { 'X-Review-Tab': tab };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (method !== 'GET' && session) {
    headers['X-CSRF-Token'] = session.token;
  }
  let response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: 'same-origin' });
  } catch {
    throw new ApiError(0, 'The program does not answer.');
  }
  if (response.ok) {
    return response.status === 204 ? null : response.json();
  }
  const problem = await response.json().catch(() => null);
  throw new ApiError(response.status, problem?.detail ?? `The program answered with status ${response.status}.`);
}

let signingIn = null;

// Asks for name and password on top of the page, so that nothing that was typed is lost when a session ends.
export function signInAgain() {
  signingIn ??= ask('Your session has ended', (close) => {
    const problem = el('p', { class: 'problem', role: 'alert' });
    const user = el('input', { id: 'again-user', autocomplete: 'username', required: true, value: session?.user ?? '' });
    const password = el('input', { id: 'again-password', type: 'password', autocomplete: 'current-password', required: true, autofocus: true });
    return el('form', {
      class: 'form',
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          await loadSession();
          session = await request('POST', '/api/session', { user: user.value, password: password.value });
          close(true);
        } catch (error) {
          problem.textContent = error.message;
        }
      },
    },
    el('p', {}, 'Sign in again; what you decided and typed is still here and is saved then.'),
    el('label', { for: 'again-user' }, 'Name'), user,
    el('label', { for: 'again-password' }, 'Password'), password,
    problem,
    el('div', { class: 'actions' }, el('button', { type: 'submit', class: 'primary' }, 'Sign in')));
  }).then((result) => { signingIn = null; return result; });
  return signingIn;
}

// Decisions on their way to the store. They are kept in the browser until the store has them, so that neither a failed
// save nor a reload loses one, and they are sent one after the other in the order in which they were made.
export class Outbox {
  constructor(onReceipt, onRefusal) {
    this.key = `outbox-${tab}`;
    this.onReceipt = onReceipt;
    this.onRefusal = onRefusal;
    this.waiting = JSON.parse(sessionStorage.getItem(this.key) ?? '[]');
    this.revisions = new Map(JSON.parse(sessionStorage.getItem(`${this.key}-revisions`) ?? '[]'));
    this.busy = false;
    this.delay = 0;
    addEventListener('online', () => this.flush());
    addEventListener('beforeunload', (event) => {
      if (this.waiting.length > 0) {
        event.preventDefault();
      }
    });
  }

  // The newest revision of a record that this page has seen.
  see(subject, revision) {
    this.revisions.set(subject, revision);
  }

  isWaitingFor(articleId) {
    return this.waiting.some((w) => w.articleId === articleId);
  }

  add(decision) {
    this.waiting.push(decision);
    this.keep();
    this.flush();
  }

  keep() {
    sessionStorage.setItem(this.key, JSON.stringify(this.waiting));
    sessionStorage.setItem(`${this.key}-revisions`, JSON.stringify([...this.revisions].slice(-500)));
    this.show();
  }

  show(problem) {
    const count = this.waiting.length;
    const box = document.getElementById('saving');
    box.classList.toggle('failing', Boolean(problem));
    box.textContent = problem ? `${count} not saved yet: ${problem} Trying again…` : count > 0 ? `Saving ${count}…` : 'All saved';
  }

  async flush() {
    if (this.busy) {
      return;
    }
    this.busy = true;
    while (this.waiting.length > 0) {
      const decision = this.waiting[0];
      // A record's revision is read when its turn comes: an earlier decision of this page has moved it.
      const body = { ...decision, subjects: decision.subjects.map((subject) => ({ subject, revision: this.revisions.get(subject) ?? 0 })) };
      try {
        const receipt = await request('POST', '/api/review/decisions', body);
        this.delay = 0;
        this.waiting.shift();
        for (const record of receipt.item?.records ?? []) {
          this.see(record.subject, record.revision);
        }
        this.keep();
        this.onReceipt(decision, receipt);
      } catch (error) {
        if (error.status === 401) {
          this.show(error.message);
          await signInAgain();
        } else if (error.status === 400 && /token/.test(error.message) && this.delay === 0) {
          this.delay = 1;
          await loadSession();
        } else if (error.status === 0 || error.status === 429 || error.status >= 500) {
          this.show(error.message);
          this.delay = Math.min(30000, Math.max(1000, this.delay * 2));
          await new Promise((done) => setTimeout(done, this.delay));
        } else {
          // Refused for good. What hangs on it in the same records cannot hold either and would only be refused one by one.
          this.waiting.shift();
          this.delay = 0;
          const dependent = this.waiting.filter((w) => w.subjects.some((s) => decision.subjects.includes(s)) || w.undoes === decision.id);
          this.waiting = this.waiting.filter((w) => !dependent.includes(w));
          this.keep();
          this.onRefusal(decision, error, dependent.length);
        }
      }
    }
    this.busy = false;
    this.show();
  }
}

export function failed(error) {
  if (error.status === 401) {
    return signInAgain();
  }
  notice('problem', error.message);
  return null;
}

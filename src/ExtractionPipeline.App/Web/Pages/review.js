import { failed, loadSession, Outbox, request, session, tab } from './api.js';
import { jumpTo, renderArticle, selectedText } from './article-view.js';
import { focusCurrent, renderCards } from './card-view.js';
import { askMerge, askQueue, askSplit, askText, askValue, help } from './dialogs.js';
import { ask, el, notice } from './dom.js';
import { empty, entered, fields, fieldOf, merged, nameOf, valuesOf, withValue, without } from './record.js';

const articleView = document.getElementById('article');
const cardsView = document.getElementById('cards');
const selectionBar = document.getElementById('selection');
const read = (key, other) => JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? other;
const keep = (key, value) => sessionStorage.setItem(key, JSON.stringify(value));

let item = null;
let at = 0;
let value = null;
let ahead = [];
let fetching = null;
let filter = read('filter', { order: 'mostUseful' });
let visited = read('visited', []);
let undoable = read('undoable', []);
let shownAt = performance.now();
let away = 0;
let strokes = 0;

const outbox = new Outbox(onReceipt, onRefusal);
const current = () => item?.records[at] ?? null;

// A form gives texts; the program wants numbers where numbers are meant.
const numbered = (texts) => Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, name.endsWith('Confidence') ? Number(text) : text]));

// ---- Items ----

async function next({ keepVisited = true } = {}) {
  if (keepVisited && item) {
    visited = [...visited.filter((id) => id !== item.articleId), item.articleId].slice(-50);
    keep('visited', visited);
  }
  if (ahead.length === 0) {
    await fetchAhead();
  }
  const upcoming = ahead.shift() ?? null;
  if (upcoming) {
    show(upcoming);
  } else {
    showEmpty();
  }
  fetchAhead();
}

// The items that come next are here before they are asked for.
function fetchAhead() {
  fetching ??= (async () => {
    try {
      while (ahead.length < 2) {
        const known = [item?.articleId, ...ahead.map((i) => i.articleId), ...outbox.waiting.map((w) => w.articleId)].filter(Boolean);
        const ask = (except) => request('POST', '/api/review/next', { tab, filter: numbered(filter), except: [...new Set(except)], keep: known });
        // What was looked at and left comes again once there is nothing else.
        let answer = await ask([...known, ...visited.slice(-20)]);
        if (!answer.item && visited.length > 0) {
          answer = await ask(known);
        }
        showLeft(answer);
        if (!answer.item) {
          break;
        }
        ahead.push(answer.item);
      }
    } catch (error) {
      failed(error);
    } finally {
      fetching = null;
    }
  })();
  return fetching;
}

async function open(articleId) {
  try {
    show(await request('GET', `/api/review/items/${encodeURIComponent(articleId)}`));
    request('POST', `/api/review/items/${encodeURIComponent(articleId)}/lease`).catch(() => {});
    return true;
  } catch (error) {
    failed(error);
    return false;
  }
}

function show(opened, { subject, focus = true } = {}) {
  item = opened;
  for (const record of item.records) {
    if (!outbox.isWaitingFor(item.articleId)) {
      outbox.see(record.subject, record.revision);
    }
  }
  const chosen = item.records.findIndex((r) => (subject ? r.subject === subject : r.awaits));
  at = Math.max(0, chosen);
  value = null;
  history.replaceState(null, '', `#${item.articleId}`);
  document.getElementById('item').removeAttribute('aria-busy');
  restart();
  draw();
  articleView.scrollTop = 0;
  document.title = `${item.title ?? 'Article'} · Review`;
  if (item.lease && !item.lease.mine) {
    notice('warning', `${item.lease.reviewer} is working on this article until ${new Date(item.lease.expiresAt).toLocaleTimeString()}. You can look; if you both decide, the second is told.`);
  }
  if (focus) {
    focusCurrent(cardsView);
  }
}

function showEmpty() {
  item = null;
  drawn = null;
  document.getElementById('item').removeAttribute('aria-busy');
  history.replaceState(null, '', '#');
  articleView.replaceChildren(el('h2', {}, 'Nothing awaits you'), el('p', {}, Object.keys(filter).length > 1 ? 'No article matches the filters that others are not working on. Open the queue (q) to change them.' : 'Every record has been decided on, or others are working on what is left.'));
  cardsView.replaceChildren();
  document.title = 'Review';
  articleView.focus();
}

let drawn = null;

function draw() {
  // The text is drawn anew only where its marks have changed, and not under the hand of someone who is marking words in it.
  const marks = JSON.stringify([item.articleId, item.version, current()?.subject, item.records.map((r) => [r.state === 'rejected', valuesOf(r.record).map((v) => [v.key, v.text, v.value.evidence])])]);
  const isMarking = drawn?.startsWith(`["${item.articleId}"`) && !getSelection().isCollapsed && articleView.contains(getSelection().anchorNode);
  if (marks !== drawn && !isMarking) {
    renderArticle(articleView, item, current());
    drawn = marks;
  }
  renderCards(cardsView, item, at, value, on, session.mayReview);
}

function showLeft({ awaitingRecords, awaitingArticles }) {
  document.getElementById('left').textContent = `${awaitingRecords} records in ${awaitingArticles} articles await review`;
}

// ---- Measuring ----

function restart() {
  [shownAt, away, strokes] = [performance.now(), 0, 0];
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    away -= performance.now();
  } else {
    away += performance.now();
  }
});
addEventListener('keydown', (event) => { if (!event.repeat) { strokes += 1; } }, true);
addEventListener('pointerdown', () => { strokes += 1; }, true);

// ---- Decisions ----

function decide(kind, subjects, more = {}, { isMeasured = false } = {}) {
  const decision = { id: crypto.randomUUID(), articleId: item.articleId, kind, subjects, ...more };
  if (isMeasured) {
    Object.assign(decision, { seconds: Math.round((performance.now() - shownAt - Math.max(0, away)) / 100) / 10, keystrokes: strokes });
    restart();
  }
  outbox.add(decision);
  if (kind !== 'undo' && kind !== 'remark') {
    undoable = [...undoable, { id: decision.id, articleId: item.articleId, subject: subjects[0] ?? null, kind }].slice(-200);
    keep('undoable', undoable);
  }
  return decision;
}

function settle(kind, state) {
  const record = current();
  if (!record || !session.mayReview) {
    return;
  }
  decide(kind, [record.subject], {}, { isMeasured: true });
  record.state = kind === 'confirm' && record.isChanged ? 'corrected' : state;
  record.awaits = false;
  advance();
}

function advance() {
  const waiting = item.records.map((r, i) => [r, i]).filter(([r]) => r.awaits && r.state !== 'confirmed' && r.state !== 'corrected' && r.state !== 'rejected');
  const following = waiting.find(([, i]) => i > at) ?? waiting[0];
  if (following) {
    [, at] = following;
    value = null;
    draw();
    focusCurrent(cardsView);
  } else {
    next();
  }
}

function change(record, changed, { kind = 'edit', draft } = {}) {
  const decision = decide(kind, [record.subject], { after: [changed] });
  drafts.set(decision.id, draft);
  record.record = changed;
  record.isChanged = true;
  record.origins = valuesOf(changed).map((v) => record.origins.find((o) => o.field === v.key && o.text === v.text && v.value.confidence !== 1) ?? { field: v.key, text: v.text, confidence: 1, proposedBy: 'person', why: null });
  if (record.state === 'accepted') {
    record.state = 'proposed';
    record.awaits = true;
  }
  draw();
}

// What was typed for a decision, in case it is refused.
const drafts = new Map();

function onReceipt(decision, receipt) {
  drafts.delete(decision.id);
  if (receipt.probe === 'missed') {
    notice('warning', 'One of the values you just approved was put in wrong on purpose, to see whether we still look. It was not saved.');
  } else if (receipt.probe === 'noticed') {
    notice('done', 'Well seen: that value was put in wrong on purpose.');
  }
  if (receipt.item && item?.articleId === receipt.articleId && !outbox.isWaitingFor(receipt.articleId)) {
    const subject = current()?.subject;
    const place = value;
    item = receipt.item;
    const kept = item.records.findIndex((r) => r.subject === subject);
    at = kept >= 0 ? kept : Math.min(at, Math.max(0, item.records.length - 1));
    value = place;
    draw();
  }
}

function onRefusal(decision, error, dependent) {
  undoable = undoable.filter((u) => u.id !== decision.id);
  keep('undoable', undoable);
  const draft = drafts.get(decision.id);
  const more = dependent > 0 ? ` ${dependent} later ${dependent === 1 ? 'decision' : 'decisions'} of yours on it ${dependent === 1 ? 'was' : 'were'} not saved either.` : '';
  const actions = [['Open it', () => open(decision.articleId)]];
  if (draft) {
    actions.push(['Show what I entered', () => enterAgain(decision, draft)]);
  } else if (decision.remark) {
    actions.push(['Show what I entered', () => askText('Your note', 'Note', decision.remark).then((text) => { if (text) { decide('remark', [], { remark: text }); } })]);
  }
  notice('problem', `Not saved: ${error.message}${more}`, ...actions);
  if (item?.articleId === decision.articleId && !outbox.isWaitingFor(item.articleId)) {
    open(decision.articleId);
  } else {
    ahead = ahead.filter((i) => i.articleId !== decision.articleId);
  }
}

async function enterAgain(decision, draft) {
  if (item?.articleId !== decision.articleId && !(await open(decision.articleId))) {
    return;
  }
  const record = item.records.find((r) => r.subject === decision.subjects[0]) ?? current();
  if (record) {
    at = item.records.indexOf(record);
    enterValue(record, 'Enter it again', draft, {});
  }
}

async function undo() {
  const last = undoable.pop();
  keep('undoable', undoable);
  if (!last) {
    notice('done', 'There is nothing more to undo.');
    return;
  }
  if (item?.articleId !== last.articleId) {
    if (item) {
      ahead.unshift(item);
    }
    if (!(await open(last.articleId))) {
      return;
    }
  }
  decide('undo', [], { undoes: last.id });
  notice('done', `Taken back: ${last.kind}.`);
  const index = item.records.findIndex((r) => r.subject === last.subject);
  if (index >= 0) {
    at = index;
    draw();
    focusCurrent(cardsView);
  }
  restart();
}

async function enterValue(record, title, draft, { fixedKey, replaced } = {}) {
  const answer = await askValue(title, item, session, draft, { fixedKey });
  if (answer) {
    change(record, withValue(record.record, answer.key, answer.value, replaced), { draft });
    value = { key: answer.key, text: valuesOf(record.record).find((v) => v.value === answer.value || v.value.evidence === answer.value.evidence)?.text };
    draw();
    focusCurrent(cardsView);
  }
}

async function addRecord(draft = {}) {
  if (!item || !session.mayReview) {
    return;
  }
  const answer = await askValue('Add a record that is missing', item, session, { key: 'model', ...draft }, { isNewRecord: true });
  if (answer) {
    const record = empty(answer.value);
    const decision = decide('add', [], { after: [record] });
    drafts.set(decision.id, draft);
    notice('done', `Added ${nameOf(record)}; add its hospital and other values on its card.`);
    await afterSaved();
    at = item.records.length - 1;
    draw();
    focusCurrent(cardsView);
  }
}

// Some steps need what the store made of the one before: the name of a new record.
async function afterSaved() {
  for (let i = 0; i < 200 && outbox.waiting.length > 0; i += 1) {
    await new Promise((done) => setTimeout(done, 25));
  }
}

const on = {
  select(index) { at = index; value = null; restart(); draw(); },
  jump(record, key, text) {
    at = item.records.indexOf(record);
    value = { key, text };
    draw();
    if (!jumpTo(articleView, key, text)) {
      notice('done', 'No words of the article show this value.');
    }
  },
  acceptValue(record, key, text) {
    decide('acceptValue', [record.subject], { value: { field: key, text } });
    record.acceptedValues.push({ field: key, text });
    if (valuesOf(record.record).every((v) => record.acceptedValues.some((a) => a.field === v.key && a.text === v.text))) {
      record.state = record.isChanged ? 'corrected' : 'confirmed';
      record.awaits = false;
      advance();
      return;
    }
    step(1);
  },
  editValue(record, key, text) {
    const old = valuesOf(record.record).find((v) => v.key === key && v.text === text).value;
    enterValue(record, `Change ${fieldOf(key).name.toLowerCase()}`, { key, text: old.text ?? text, label: key === 'specialties' ? old.label : old.scope, isDescription: key === 'model' && !old.name }, { fixedKey: key, replaced: text });
  },
  removeValue(record, key, text) {
    change(record, without(record.record, key, text));
    value = null;
    draw();
    focusCurrent(cardsView);
  },
  addValue(record) { enterValue(record, 'Add a value', { key: 'hospitals' }); },
  async merge(record) {
    const others = item.records.filter((r) => r !== record && r.state !== 'rejected');
    if (others.length === 0) {
      notice('done', 'There is no other record to merge with.');
      return;
    }
    const other = await askMerge(record, others);
    if (other) {
      decide('merge', [record.subject, other.subject], { after: [merged(record.record, other.record)] });
      await afterSaved();
    }
  },
  async split(record) {
    const answer = await askSplit(record, item);
    if (answer) {
      const model = entered('model', { text: answer.words, start: answer.start, end: answer.start + answer.words.length });
      const fresh = empty(model);
      let rest = structuredClone(record.record);
      for (const moved of answer.moved) {
        fresh[moved.key].push(moved.value);
        rest = without(rest, moved.key, moved.text);
      }
      rest.model.aliases = rest.model.aliases.filter((a) => a !== answer.words);
      decide('split', [record.subject], { after: [rest, fresh] });
      await afterSaved();
    }
  },
  async remark(record) {
    const text = await askText('Note', 'A note on this record, for whoever looks at its history');
    if (text) {
      decide('remark', [record.subject], { remark: text });
    }
  },
  alike,
};

async function alike(record) {
  const group = await request('GET', `/api/review/group?signature=${encodeURIComponent(record.signature)}`).catch(failed);
  if (!group || group.count < 2) {
    notice('done', 'No other record like this one awaits review.');
    return;
  }
  const kind = await ask(`${group.count} records like “${group.model}”`, (close) => el('div', {},
    el('p', {}, `Model and hospitals are the same: ${group.hospitals.join(', ') || 'no hospital'}. Each record is decided as it stands.`),
    el('ul', { class: 'scroll', tabindex: 0, 'aria-label': 'Articles' }, group.records.map((r) => el('li', {}, `${r.title} (${r.confidence.toFixed(2)})`))),
    el('div', { class: 'actions' },
      el('button', { type: 'button', class: 'primary', autofocus: true, onclick: () => close('confirm') }, `Approve all ${group.records.length}`),
      el('button', { type: 'button', class: 'danger', onclick: () => close('reject') }, `Reject all ${group.records.length}`),
      el('button', { type: 'button', onclick: () => close(null) }, 'Cancel'))));
  if (kind) {
    const receipt = await request('POST', '/api/review/bulk', { id: crypto.randomUUID(), kind, records: group.records.map((r) => ({ articleId: r.articleId, subject: r.subject, revision: r.revision })) }).catch(failed);
    if (receipt) {
      notice(receipt.refused.length > 0 ? 'problem' : 'done', `${receipt.stored} records decided at once.${receipt.refused.length > 0 ? ` ${receipt.refused.length} were not: ${receipt.refused[0]}` : ''}`);
      ahead = [];
      next();
    }
  }
}

// ---- Moving about ----

function move(by) {
  const target = at + by;
  if (item && target >= 0 && target < item.records.length) {
    on.select(target);
    focusCurrent(cardsView);
  } else if (by > 0) {
    next();
  } else {
    back();
  }
}

function step(by) {
  const record = current();
  if (!record) {
    return;
  }
  const values = valuesOf(record.record);
  const now = value ? values.findIndex((v) => v.key === value.key && v.text === value.text) : by > 0 ? -1 : 0;
  const to = values[(now + by + values.length) % values.length];
  value = { key: to.key, text: to.text };
  draw();
  jumpTo(articleView, value.key, value.text);
  focusCurrent(cardsView);
}

async function back() {
  const id = visited.pop();
  keep('visited', visited);
  if (!id) {
    notice('done', 'There is no article before this one.');
    return;
  }
  if (item) {
    ahead.unshift(item);
  }
  await afterSaved();
  open(id);
}

function skip() {
  if (item && session.mayReview) {
    decide('skip', current() ? [current().subject] : []);
    next();
  }
}

function complete() {
  if (item && session.mayReview) {
    decide('complete', [], {}, { isMeasured: item.records.length === 0 });
    notice('done', 'Noted: no record is missing in that article.');
    if (item.records.every((r) => !r.awaits)) {
      next();
    }
  }
}

async function queue() {
  const load = (wanted) => request('GET', `/api/review/queue?${new URLSearchParams({ ...wanted, limit: 30 })}`).catch((error) => (error.status === 400 || error.status === 422 ? null : failed(error)));
  const answer = await askQueue(filter, load, session.user);
  if (answer) {
    filter = answer.filter;
    keep('filter', filter);
    ahead = [];
    if (answer.open) {
      if (item) {
        visited.push(item.articleId);
      }
      await open(answer.open);
      fetchAhead();
    } else {
      next();
    }
  }
}

const withValueOf = (act) => () => {
  const record = current();
  if (!record || !session.mayReview) {
    return;
  }
  if (!value) {
    step(1);
    return;
  }
  act(record, value.key, value.text);
};
const withRecord = (act) => () => { if (current() && session.mayReview) { act(current(), at); } };
const commands = {
  a: () => settle('confirm', 'confirmed'), Enter: () => settle('confirm', 'confirmed'), x: () => settle('reject', 'rejected'),
  j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1),
  l: () => step(1), h: () => step(-1), ArrowRight: () => step(1), ArrowLeft: () => step(-1),
  g: () => (value ? jumpTo(articleView, value.key, value.text) : step(1)),
  y: withValueOf(on.acceptValue), e: withValueOf(on.editValue), d: withValueOf((r, k, t) => (k === 'model' ? notice('done', 'A record has a model; reject the record (x) or change the name (e).') : on.removeValue(r, k, t))),
  '+': withRecord(on.addValue), n: () => addRecord(), m: withRecord(on.merge), t: withRecord(on.split), r: withRecord(on.remark), i: withRecord(on.alike),
  u: undo, s: skip, b: back, c: complete, q: queue, '?': help,
};

addEventListener('keydown', (event) => {
  const inDialog = document.querySelector('dialog[open]');
  const inText = event.target.closest('input, textarea, select');
  const pressesButton = (event.key === 'Enter' || event.key === ' ') && event.target.closest('button, a, summary');
  // In the article the arrow keys scroll, as they do everywhere.
  const scrolls = event.key.startsWith('Arrow') && event.target.closest('#article');
  if (inDialog || inText || pressesButton || scrolls || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
    return;
  }
  const command = commands[event.key] ?? commands[event.key.toLowerCase()];
  if (command) {
    event.preventDefault();
    command();
  }
});

// ---- By mouse ----

document.getElementById('do-approve').addEventListener('click', commands.a);
document.getElementById('do-reject').addEventListener('click', commands.x);
document.getElementById('do-add').addEventListener('click', commands.n);
document.getElementById('do-undo').addEventListener('click', undo);
document.getElementById('do-skip').addEventListener('click', skip);
document.getElementById('do-previous').addEventListener('click', back);
document.getElementById('do-complete').addEventListener('click', complete);
document.getElementById('open-queue').addEventListener('click', queue);
document.getElementById('open-help').addEventListener('click', help);
document.getElementById('sign-out').addEventListener('click', async () => {
  await request('DELETE', '/api/session').catch(() => {});
  location.assign('/sign-in');
});

articleView.addEventListener('click', (event) => {
  const mark = event.target.closest('mark.evidence');
  if (!mark || !getSelection().isCollapsed) {
    return;
  }
  const [key, text] = mark.dataset.texts.split('\n\n')[0].split('\n');
  const index = item.records.findIndex((r, i) => (i === at || r.state !== 'rejected') && valuesOf(r.record).some((v) => v.key === key && v.text === text));
  if (index >= 0) {
    at = valuesOf(current().record).some((v) => v.key === key && v.text === text) ? at : index;
    value = { key, text };
    draw();
    focusCurrent(cardsView);
  }
});

let selectionTimer = null;
document.addEventListener('selectionchange', () => {
  clearTimeout(selectionTimer);
  selectionTimer = setTimeout(showSelection, 150);
});

function showSelection() {
  const marked = item && session.mayReview ? selectedText(articleView, item.text) : null;
  selectionBar.hidden = !marked;
  if (!marked) {
    if (item) {
      draw();
    }
    return;
  }
  const place = { text: marked.text, start: marked.start, end: marked.end };
  const done = () => { getSelection().removeAllRanges(); selectionBar.hidden = true; };
  const record = current();
  const use = (key) => () => {
    done();
    if (key === 'specialties' || key === 'firstOfKind') {
      enterValue(record, `Add ${fieldOf(key).name.toLowerCase()}`, { key, ...place }, { fixedKey: key });
    } else {
      const id = item.suggestions.find((s) => s.name === place.text)?.id;
      change(record, withValue(record.record, key, entered(key, { ...place, id })), { draft: { key, ...place } });
    }
  };
  selectionBar.replaceChildren(
    ...(record ? fields.map((f) => el('button', { type: 'button', onclick: use(f.key) }, el('span', { class: `tag f-${f.key}`, 'aria-hidden': 'true' }, f.letter), f.key === 'model' ? 'Model’s name' : f.name)) : []),
    el('button', { type: 'button', onclick: () => { done(); addRecord({ ...place }); } }, 'New record'));
  const box = marked.range.getBoundingClientRect();
  selectionBar.style.top = `${Math.max(4, box.bottom + 8)}px`;
  selectionBar.style.left = `${Math.max(4, Math.min(box.left, innerWidth - selectionBar.offsetWidth - 8))}px`;
}

// ---- Start ----

try {
  await loadSession();
  document.getElementById('sign-out').hidden = !session.canSignOut;
  if (!session.mayReview) {
    document.querySelectorAll('.toolbar button').forEach((b) => { b.disabled = true; });
    notice('warning', 'Your role is to look, not to decide.');
  }
  outbox.show();
  outbox.flush();
  const asked = location.hash.slice(1);
  if (!session.mayReview && !asked) {
    await queue();
  } else if (!asked || !(await open(asked))) {
    await next();
  } else {
    fetchAhead();
  }
} catch (error) {
  failed(error);
}

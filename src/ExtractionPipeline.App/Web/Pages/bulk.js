import { ApiError, loadSession, request, session } from './api.js';
import { ask, el, notice } from './dom.js';
import { fieldOf } from './record.js';

const root = document.getElementById('bulk');
const records = (count) => `${count} ${count === 1 ? 'record' : 'records'}`;

function told(receipt) {
  notice(receipt.refused.length > 0 ? 'problem' : 'done', `${records(receipt.stored)} decided.${receipt.refused.length > 0 ? ` ${receipt.refused.length} not: ${receipt.refused[0]}` : ''}`);
}

async function decide(group, kind) {
  const whole = await request('GET', `/api/review/group?signature=${encodeURIComponent(group.signature)}`);
  const sure = await ask(kind === 'confirm' ? 'Approve all?' : 'Reject all?', (close) => el('div', {},
    el('p', {}, `${records(whole.count)} of ${whole.model}, ${whole.hospitals.join(', ') || 'no hospital'}:`),
    el('ul', { class: 'scroll', tabindex: 0, 'aria-label': 'Articles' }, whole.records.map((r) => el('li', {}, `${r.title} (${r.confidence.toFixed(2)})`))),
    el('div', { class: 'actions' }, el('button', { type: 'button', class: kind === 'confirm' ? 'primary' : 'danger', onclick: () => close(true) }, kind === 'confirm' ? 'Approve' : 'Reject'), el('button', { type: 'button', onclick: () => close(null) }, 'Cancel'))));
  if (sure) {
    told(await request('POST', '/api/review/bulk', { id: crypto.randomUUID(), kind, records: whole.records.map((r) => ({ articleId: r.articleId, subject: r.subject, revision: r.revision })) }));
    await load();
  }
}

async function join(pair) {
  told(await request('POST', '/api/review/names', { id: crypto.randomUUID(), field: pair.field, name: pair.name, knownId: pair.knownId }));
  await load();
}

const guard = (act) => (...args) => act(...args).catch((error) => notice('problem', error.message));

async function load() {
  const [groups, pairs] = await Promise.all([request('GET', '/api/review/groups?limit=50'), request('GET', '/api/review/names?limit=50')]);
  root.removeAttribute('aria-busy');
  root.replaceChildren(
    el('section', {}, el('h2', {}, 'Records that say the same'),
      groups.length === 0 ? el('p', { class: 'hint' }, 'No two records that await review have the same model and hospitals.')
        : groups.map((g) => el('div', { class: 'row' }, el('p', {}, el('strong', {}, g.model || '(unnamed)'), ` · ${g.hospitals.join(', ') || 'no hospital'} · ${records(g.count)}`),
          el('button', { type: 'button', class: 'primary', disabled: !session.mayReview, onclick: () => guard(decide)(g, 'confirm') }, `Approve ${g.count}…`),
          el('button', { type: 'button', class: 'danger', disabled: !session.mayReview, onclick: () => guard(decide)(g, 'reject') }, `Reject ${g.count}…`)))),
    el('section', {}, el('h2', {}, 'Names that may mean the same organisation'),
      pairs.length === 0 ? el('p', { class: 'hint' }, 'None.')
        : pairs.map((p) => el('div', { class: 'row' }, el('p', {}, `${fieldOf(p.field).name}: `, el('strong', {}, p.name), ' = ', el('strong', {}, p.knownName), `, ${records(p.records)}`),
          el('button', { type: 'button', disabled: !session.mayReview, onclick: () => guard(join)(p) }, 'They are the same')))));
}

try {
  await loadSession();
  await load();
} catch (error) {
  if (error instanceof ApiError && error.status === 401) {
    location.replace('/sign-in?to=/bulk');
  }
  root.replaceChildren(el('p', { class: 'problem', role: 'alert' }, error.message));
}

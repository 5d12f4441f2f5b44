import { el } from './dom.js';
import { fields, nameOf, textOf } from './record.js';

const states = {
  proposed: ['?', 'awaits you'],
  accepted: ['○', 'accepted automatically'],
  confirmed: ['✓', 'confirmed'],
  corrected: ['✎', 'corrected'],
  rejected: ['✕', 'rejected'],
};
const reasons = { unsure: '', spotCheck: 'spot check', chosen: '' };

// The records of the open article as cards. Acts are handed to `on` by name, with the record and the value they concern.
export function renderCards(root, item, currentIndex, currentValue, on, mayReview) {
  const hadFocus = root.contains(document.activeElement);
  root.replaceChildren(
    el('h2', { class: 'cards-title' }, item.records.length === 0 ? 'No record was found here' : item.records.length === 1 ? '1 record' : `${item.records.length} records`),
    item.pass === 'blind' ? el('p', { class: 'hint' }, 'A second look: you do not see what the first reviewer decided.') : null,
    item.pass === 'settling' ? el('p', { class: 'hint' }, 'Two reviewers disagreed here. What you decide holds; the history tells what they did.') : null,
    item.records.length === 0 ? el('p', { class: 'hint' }, 'If the article tells of a model that a hospital made, add it (n, or mark its name in the text). If not: nothing missed (c).') : null,
    ...item.records.map((record, index) => card(record, index, index === currentIndex, currentValue, on, mayReview)));
  if (hadFocus) {
    focusCurrent(root);
  }
}

export function focusCurrent(root) {
  const target = root.querySelector('.card[aria-current] .value.at') ?? root.querySelector('.card[aria-current]') ?? root;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'nearest' });
}

function card(record, index, isCurrent, currentValue, on, mayReview) {
  const [sign, state] = states[record.state];
  const title = `card-${index}`;
  return el('article', {
    class: `card ${record.state}`, tabindex: -1, 'aria-current': isCurrent ? 'true' : null, 'aria-labelledby': title,
    onclick: () => { if (!isCurrent) { on.select(index); } },
  },
  el('header', {},
    el('h3', { id: title }, nameOf(record.record) || '(unnamed)'),
    el('p', { class: 'state' }, el('span', { 'aria-hidden': 'true' }, `${sign} `), state,
      reasons[record.reason] ? ` · ${reasons[record.reason]}` : '',
      record.origins.length > 0 && record.state !== 'corrected' ? ` · ${record.record.confidence.toFixed(2)} sure of the whole` : '')),
  record.isExistenceDisputed || record.disagreements.length > 0 ? dispute(record) : null,
  record.laterEvidence && record.laterEvidence.state !== 'unchanged' ? laterEvidence(record.laterEvidence) : null,
  el('div', { class: 'values' }, fields.map((field) => group(record, field, isCurrent, currentValue, on, mayReview))),
  isCurrent && mayReview ? tools(record, index, on) : null,
  record.alikeElsewhere > 0 && isCurrent ? el('p', { class: 'alike' },
    `${record.alikeElsewhere} more like it ${record.alikeElsewhere === 1 ? 'waits' : 'wait'} in other articles. `,
    el('button', { type: 'button', onclick: (event) => { event.stopPropagation(); on.alike(record); } }, 'Decide on all at once ', el('kbd', {}, 'i'))) : null,
  isCurrent && record.history.length > 0 ? history(record) : null);
}

function group(record, field, isCurrent, currentValue, on, mayReview) {
  const values = field.key === 'model' ? [record.record.model] : record.record[field.key];
  if (values.length === 0) {
    return null;
  }
  return el('div', { class: 'field', role: 'group', 'aria-label': field.name },
    el('h4', {}, el('span', { class: `tag f-${field.key}`, 'aria-hidden': 'true' }, field.letter), field.name),
    el('ul', {}, values.map((value) => valueRow(record, field, value, isCurrent, currentValue, on, mayReview))));
}

function valueRow(record, field, value, isCurrent, currentValue, on, mayReview) {
  const text = textOf(field.key, value);
  const origin = record.origins.find((o) => o.field === field.key && o.text === text);
  const isAccepted = record.acceptedValues.some((v) => v.field === field.key && v.text === text) || record.state === 'confirmed' || record.state === 'corrected';
  const isAt = isCurrent && currentValue && currentValue.key === field.key && currentValue.text === text;
  const words = field.key === 'specialties' || field.key === 'firstOfKind' ? value.text : null;
  const act = (name) => (event) => { event.stopPropagation(); on[name](record, field.key, text); };
  const sure = origin?.confidence ?? 1;
  return el('li', { class: `value${isAt ? ' at' : ''}${isAccepted ? ' accepted' : ''}`, tabindex: isAt ? -1 : null, dataset: { key: field.key, text } },
    el('button', { type: 'button', class: 'jump', onclick: act('jump'), title: 'Show in the text' },
      el('span', { class: 'text' }, isAccepted ? el('span', { class: 'tick', 'aria-label': 'accepted: ' }, '✓ ') : null, text),
      words ? el('span', { class: 'words' }, `“${words}”`) : null,
      value.aliases?.length > 0 ? el('span', { class: 'words' }, `also ${value.aliases.join(', ')}`) : null),
    el('span', { class: `sure${sure < 0.5 ? ' low' : sure < 0.8 ? ' middling' : ''}` },
      origin?.proposedBy === 'person' ? 'by a person' : el('span', {}, el('meter', { min: 0, max: 1, low: 0.5, high: 0.8, optimum: 1, value: sure, 'aria-label': `Confidence in ${text}` }), ` ${sure.toFixed(2)}`)),
    origin?.why && !isAccepted ? el('span', { class: 'why' }, `Unsure: ${origin.why}.`) : null,
    isCurrent && mayReview ? el('span', { class: 'value-tools' },
      isAccepted ? null : el('button', { type: 'button', onclick: act('acceptValue'), 'aria-label': `Accept ${field.name} ${text}` }, '✓'),
      el('button', { type: 'button', onclick: act('editValue'), 'aria-label': `Change ${field.name} ${text}` }, '✎'),
      field.key === 'model' ? null : el('button', { type: 'button', onclick: act('removeValue'), 'aria-label': `Remove ${field.name} ${text}` }, '✕')) : null);
}

function tools(record, index, on) {
  const button = (label, key, name) => el('button', { type: 'button', onclick: (event) => { event.stopPropagation(); on[name](record, index); } }, label, ' ', el('kbd', {}, key));
  return el('div', { class: 'card-tools' },
    button('Add value', '+', 'addValue'), button('Merge', 'm', 'merge'), button('Split', 't', 'split'), button('Note', 'r', 'remark'));
}

function dispute(record) {
  return el('div', { class: 'dispute' },
    el('p', {}, 'A newer extraction disagrees; nothing was changed.'),
    record.isExistenceDisputed ? el('p', {}, record.state === 'rejected' ? 'It proposes this record again.' : 'It no longer proposes this record.') : null,
    el('ul', {}, record.disagreements.map((d) => el('li', {}, `${fields.find((f) => f.key === d.field).name}: you have ${d.onlyFirst.join(', ') || 'nothing more'}, it has ${d.onlySecond.join(', ') || 'nothing more'}`))));
}

const fates = {
  moved: 'Its words stand at another place',
  changed: 'Its words have been changed',
  gone: 'Some of its words are gone',
};

function laterEvidence({ fromVersion, toVersion, state }) {
  return el('div', { class: 'dispute' }, el('p', {}, `It was decided on in version ${fromVersion} of the article. ${fates[state]} in version ${toVersion}.`));
}

function history(record) {
  return el('details', { class: 'history' },
    el('summary', {}, `History (${record.history.length})`),
    el('ol', {}, record.history.map((h) => el('li', {},
      el('span', {}, `${new Date(h.at).toLocaleString()} · ${h.kind}${h.isUndone ? ' (taken back)' : ''} by ${h.reviewer}${h.extractorVersion ? ` · proposed by ${h.extractorVersion}` : ''}`),
      h.changes.map((c) => el('div', {}, `${fields.find((f) => f.key === c.field).name}: ${c.onlyFirst.join(', ') || '–'} → ${c.onlySecond.join(', ') || '–'}`)),
      h.remark ? el('div', { class: 'remark' }, `“${h.remark}”`) : null))));
}

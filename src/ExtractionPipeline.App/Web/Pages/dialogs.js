import { ask, el } from './dom.js';
import { entered, fields, fieldOf, nameOf, textOf, valuesOf } from './record.js';

const keys = [
  ['a, Enter', 'Approve the record and go on'], ['x', 'Reject the record'], ['j / k, ↓ / ↑', 'Next / previous record'],
  ['l / h, → / ←', 'Next / previous value of the record'], ['g', 'Show the value in the text; again for its next place'],
  ['y', 'Accept the value'], ['e', 'Change the value'], ['d', 'Remove the value'], ['+', 'Add a value'], ['n', 'Add a record that is missing'],
  ['m', 'Merge with another record'], ['t', 'Split in two'], ['r', 'Add a note'], ['u', 'Undo, any number of steps'], ['s', 'Skip to the next article'],
  ['b', 'Back to the article before'], ['c', 'Nothing missed in this article'], ['i', 'Decide on all records like this one'],
  ['q', 'Queue, order and filters'], ['?', 'This help'], ['Esc', 'Close what is open'],
];

export function help() {
  return ask('Keys', (close) => el('div', {},
    el('dl', { class: 'keys' }, keys.flatMap(([key, what]) => [el('dt', {}, key.split(/( \/ |, )/).map((k) => (/^( \/ |, )$/.test(k) ? k : el('kbd', {}, k)))), el('dd', {}, what)])),
    el('p', {}, 'By mouse: mark words of the article to use them as a value or a new record; click a value to see where it stands.'),
    el('div', { class: 'actions' }, el('button', { type: 'button', class: 'primary', autofocus: true, onclick: () => close(true) }, 'Close'))));
}

// Asks for a value: field, words of the article, and a label where the field has labels. Gives { key, value } or null.
// What was typed is kept in `draft` by the caller, so that nothing is lost when a save is refused.
export function askValue(title, item, session, draft, { fixedKey, isNewRecord } = {}) {
  return ask(title, (close) => {
    const problem = el('p', { class: 'problem', role: 'alert' });
    const preview = el('p', { class: 'hint', 'aria-live': 'polite' });
    const field = el('select', { id: 'value-field', disabled: Boolean(fixedKey) || isNewRecord },
      fields.filter((f) => (isNewRecord || fixedKey === 'model' ? f.key === 'model' : f.key !== 'model')).map((f) => el('option', { value: f.key, selected: f.key === (fixedKey ?? draft.key) }, f.name)));
    const text = el('input', { id: 'value-text', value: draft.text ?? '', list: 'value-known', autocomplete: 'off', maxlength: 400, autofocus: true });
    const label = el('select', { id: 'value-label' });
    const labelLine = el('div', {}, el('label', { for: 'value-label' }, 'Label'), label);
    const unnamed = el('input', { id: 'value-unnamed', type: 'checkbox', checked: draft.isDescription });
    const unnamedLine = el('div', { class: 'check' }, unnamed, el('label', { for: 'value-unnamed' }, 'The model has no name; the words describe it'));
    const known = el('datalist', { id: 'value-known' }, item.suggestions.map((s) => el('option', { value: s.name })));
    const suggestions = el('div', { class: 'suggestions', role: 'group', 'aria-label': 'Known names in this article' });
    const place = () => {
      const typed = text.value.trim();
      const at = draft.start !== undefined && item.text.slice(draft.start, draft.end) === typed ? draft.start : item.text.indexOf(typed);
      return typed && at >= 0 ? { start: at, end: at + typed.length } : null;
    };
    const update = () => {
      const key = field.value;
      Object.assign(draft, { key, text: text.value, label: label.value || draft.label, isDescription: unnamed.checked });
      const hasLabel = key === 'specialties' || key === 'firstOfKind';
      labelLine.hidden = !hasLabel;
      unnamedLine.hidden = key !== 'model';
      const wanted = hasLabel ? (key === 'specialties' ? session.specialties : session.scopes) : [];
      if (label.dataset.key !== key) {
        label.replaceChildren(...wanted.map((w) => el('option', { value: w, selected: w === draft.label }, w)));
        label.dataset.key = key;
      }
      suggestions.replaceChildren(...(['hospitals', 'adopters', 'partners'].includes(key) ? item.suggestions.slice(0, 8) : []).map((s) => el('button', {
        type: 'button', onclick: () => { text.value = s.name; draft.start = s.start; draft.end = s.end; draft.id = s.id; update(); text.focus(); },
      }, `${s.name} (${s.records})`)));
      const found = place();
      preview.textContent = !text.value.trim() ? 'Type words of the article, or mark them in the text before.'
        : found ? `…${item.text.slice(Math.max(0, found.start - 40), found.start)}[${item.text.slice(found.start, found.end)}]${item.text.slice(found.end, found.end + 40)}…`.replaceAll('\n', ' ')
          : 'These words do not stand in the article.';
    };
    [field, text, label, unnamed].forEach((input) => input.addEventListener('input', update));
    update();
    return el('form', {
      class: 'form',
      onsubmit: (event) => {
        event.preventDefault();
        update();
        const found = place();
        if (!found) {
          problem.textContent = text.value.trim() ? `“${text.value.trim()}” does not stand in the article; values are written as the article writes them.` : 'Enter the words.';
          text.focus();
          return;
        }
        const id = item.suggestions.find((s) => s.name === text.value.trim())?.id;
        close({ key: field.value, value: entered(field.value, { text: text.value.trim(), label: label.value, id, isDescription: unnamed.checked, ...found }) });
      },
    },
    el('label', { for: 'value-field' }, 'Field'), field, labelLine,
    el('label', { for: 'value-text' }, 'Words of the article'), text, known, suggestions, unnamedLine, preview, problem,
    el('div', { class: 'actions' }, el('button', { type: 'submit', class: 'primary' }, 'Save'), el('button', { type: 'button', onclick: () => close(null) }, 'Cancel')));
  });
}

export function askText(title, label, value) {
  return ask(title, (close) => {
    const text = el('textarea', { id: 'note-text', rows: 4, maxlength: 2000, autofocus: true });
    text.value = value ?? '';
    return el('form', { class: 'form', onsubmit: (event) => { event.preventDefault(); close(text.value.trim() || null); } },
      el('label', { for: 'note-text' }, label), text,
      el('div', { class: 'actions' }, el('button', { type: 'submit', class: 'primary' }, 'Save'), el('button', { type: 'button', onclick: () => close(null) }, 'Cancel')));
  });
}

export function askMerge(record, others) {
  return ask(`Merge “${nameOf(record.record)}” with`, (close) => el('form', {
    class: 'form', onsubmit: (event) => { event.preventDefault(); close(others[Number(new FormData(event.target).get('other'))] ?? null); },
  },
  el('fieldset', {}, el('legend', {}, 'The record whose values are taken over'), others.map((other, i) => el('div', { class: 'check' },
    el('input', { type: 'radio', name: 'other', id: `other-${i}`, value: i, checked: i === 0 }), el('label', { for: `other-${i}` }, `${nameOf(other.record)} (${other.record.hospitals.map((h) => h.name).join(', ') || 'no hospital'})`)))),
  el('div', { class: 'actions' }, el('button', { type: 'submit', class: 'primary' }, 'Merge'), el('button', { type: 'button', onclick: () => close(null) }, 'Cancel'))));
}

// Which values go to the new record, and its model's name. Gives { name, moved: [[key, text]] } or null.
export function askSplit(record, item) {
  return ask(`Split “${nameOf(record.record)}”`, (close) => {
    const problem = el('p', { class: 'problem', role: 'alert' });
    const name = el('input', { id: 'split-name', autocomplete: 'off', maxlength: 400, autofocus: true, list: 'split-known' });
    const values = valuesOf(record.record).filter((v) => v.key !== 'model');
    return el('form', {
      class: 'form', onsubmit: (event) => {
        event.preventDefault();
        const words = name.value.trim();
        if (!words || !item.text.includes(words)) {
          problem.textContent = 'The new record’s model is written as the article writes it.';
          name.focus();
          return;
        }
        const moved = new FormData(event.target).getAll('moved').map((i) => values[Number(i)]);
        close({ words, start: item.text.indexOf(words), moved });
      },
    },
    el('label', { for: 'split-name' }, 'Name of the new record’s model'), name,
    el('datalist', { id: 'split-known' }, record.record.model.aliases.map((a) => el('option', { value: a }))),
    el('fieldset', {}, el('legend', {}, 'Values that go to the new record'), values.length === 0 ? 'There are none.' : values.map((v, i) => el('div', { class: 'check' },
      el('input', { type: 'checkbox', name: 'moved', id: `moved-${i}`, value: i }), el('label', { for: `moved-${i}` }, `${fieldOf(v.key).name}: ${textOf(v.key, v.value)}`)))),
    problem,
    el('div', { class: 'actions' }, el('button', { type: 'submit', class: 'primary' }, 'Split'), el('button', { type: 'button', onclick: () => close(null) }, 'Cancel')));
  });
}

const orders = [
  ['mostUseful', 'Most useful per decision'], ['newest', 'Newest'], ['leastSure', 'Least sure'], ['mostInformative', 'Most informative for training'], ['mostReadSource', 'Most read source'],
];

export function askQueue(filter, load, user) {
  return ask('Queue', (close) => {
    const input = (id, label, type, value, more = {}) => [el('label', { for: id }, label), el('input', { id, name: id, type, value: value ?? '', ...more })];
    const list = el('ol', { class: 'queue', 'aria-label': 'What comes next' });
    const count = el('p', { class: 'hint', 'aria-live': 'polite' });
    const form = el('form', { class: 'form grid', onsubmit: (event) => { event.preventDefault(); close({ filter: read() }); } },
      el('div', {}, el('label', { for: 'order' }, 'Order'), el('select', { id: 'order', name: 'order', autofocus: true }, orders.map(([value, name]) => el('option', { value, selected: value === filter.order }, name)))),
      el('div', {}, el('label', { for: 'field' }, 'Doubtful field'), el('select', { id: 'field', name: 'field' }, el('option', { value: '' }, 'any'), fields.map((f) => el('option', { value: f.key, selected: f.key === filter.field }, f.name)))),
      el('div', {}, ...input('source', 'Source contains', 'text', filter.source)), el('div', {}, ...input('hospital', 'Hospital contains', 'text', filter.hospital)),
      el('div', {}, ...input('from', 'Published from', 'date', filter.from)), el('div', {}, ...input('to', 'Published to', 'date', filter.to)),
      el('div', {}, ...input('minimumConfidence', 'Confidence from', 'number', filter.minimumConfidence, { min: 0, max: 1, step: 0.05 })),
      el('div', {}, ...input('maximumConfidence', 'Confidence to', 'number', filter.maximumConfidence, { min: 0, max: 1, step: 0.05 })),
      el('div', {}, ...input('reviewer', 'Decided on by', 'text', filter.reviewer)),
      el('div', { class: 'actions' }, el('button', { type: 'submit', class: 'primary' }, 'Use'), el('button', { type: 'button', onclick: () => { form.querySelectorAll('input').forEach((i) => { i.value = ''; }); form.field.value = ''; refresh(); } }, 'Clear'), el('button', { type: 'button', onclick: () => close(null) }, 'Cancel')));
    const read = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
    let latest = 0;
    const refresh = async () => {
      latest += 1;
      const mine = latest;
      const page = await load(read());
      if (page && mine === latest) {
        count.textContent = `${page.matching} ${page.matching === 1 ? 'article matches' : 'articles match'}; ${page.awaitingRecords} records await review in all.`;
        list.replaceChildren(...page.lines.map((line) => el('li', {}, el('button', { type: 'button', class: 'quiet', onclick: () => close({ filter: read(), open: line.articleId }) },
          el('strong', {}, line.models.join(', ') || 'no record found'), el('span', {}, line.title ?? line.source),
          el('span', { class: 'words' }, `${line.outlet} · ${line.publishedOn ?? 'no date'} · ${line.confidence.toFixed(2)}${line.heldBy ? ` · ${line.heldBy === user ? 'you have it open' : `${line.heldBy} is on it`}` : ''}${line.secondLook === 'none' ? '' : ' · second look'}`)))));
      }
    };
    form.addEventListener('input', refresh);
    form.addEventListener('keydown', (event) => { if (event.key === 'Enter' && event.target.tagName === 'SELECT') { event.preventDefault(); form.requestSubmit(); } });
    refresh();
    return el('div', {}, form, count, list);
  }, { wide: true });
}

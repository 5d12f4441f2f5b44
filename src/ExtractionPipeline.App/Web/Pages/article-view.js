import { el } from './dom.js';
import { fields, fieldOf, valuesOf } from './record.js';

const tags = { Title: 'h2', Heading: 'h3', Quotation: 'blockquote' };

// The article with the evidence of its records: each place carries its fields' letters and underline, so that colour is never all there is.
export function renderArticle(root, item, current) {
  root.replaceChildren();
  const marks = evidenceOf(item, current);
  const pieces = item.blocks.length > 0 ? item.blocks : [{ kind: 'Paragraph', start: 0, end: item.text.length, level: 0 }];
  root.append(el('p', { class: 'source' },
    item.link ? el('a', { href: item.link, rel: 'noreferrer noopener', target: '_blank' }, item.link) : item.source,
    item.publishedOn ? ` · ${item.publishedOn}` : ' · no date', ` · version ${item.version}`));
  for (const block of pieces) {
    const tag = tags[block.kind] ?? 'p';
    root.append(el(tag, { class: `block ${block.kind.toLowerCase()}`, dataset: { start: block.start } }, ...segments(item.text, block, marks)));
  }
  root.append(el('ul', { class: 'legend', 'aria-label': 'Letters in the text' }, ...fields.map((f) => el('li', {}, el('span', { class: `tag f-${f.key}` }, f.letter), ` ${f.name}`))));
}

function evidenceOf(item, current) {
  const marks = [];
  for (const record of item.records) {
    if (record.state === 'rejected') {
      continue;
    }
    for (const { key, value, text } of valuesOf(record.record)) {
      for (const place of value.evidence) {
        marks.push({ start: place.start, end: place.end, key, text, own: record.subject === current?.subject });
      }
    }
  }
  return marks;
}

function segments(text, block, marks) {
  const inside = marks.filter((m) => m.start < block.end && m.end > block.start);
  const cuts = [...new Set([block.start, block.end, ...inside.flatMap((m) => [Math.max(m.start, block.start), Math.min(m.end, block.end)])])].sort((a, b) => a - b);
  const nodes = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const [start, end] = [cuts[i], cuts[i + 1]];
    const here = inside.filter((m) => m.start <= start && m.end >= end);
    const words = text.slice(start, end);
    if (here.length === 0) {
      nodes.push(document.createTextNode(words));
      continue;
    }
    const own = here.filter((m) => m.own);
    const shown = own.length > 0 ? own : here;
    const keys = [...new Set(shown.map((m) => m.key))];
    const closes = shown.some((m) => m.end === end);
    nodes.push(el('mark', {
      class: `evidence f-${keys[0]}${own.length > 0 ? ' own' : ''}`,
      dataset: { start, end, keys: keys.join(' '), texts: shown.map((m) => `${m.key}\n${m.text}`).join('\n\n') },
      title: shown.map((m) => `${fieldOf(m.key).name}: ${m.text}`).join('; '),
    }, words, closes ? el('sup', { 'aria-hidden': 'true' }, keys.map((k) => fieldOf(k).letter).join('')) : null));
  }
  return nodes;
}

// Where in the article's text a place of the page is; letters that the page adds do not count.
export function offsetOf(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const block = element?.closest('.block');
  if (!block) {
    return null;
  }
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (n) => (n.parentElement.tagName === 'SUP' ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  let length = 0;
  if (node.nodeType !== Node.TEXT_NODE) {
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, offset);
    for (let text = walker.nextNode(); text && range.comparePoint(text, 0) <= 0 && range.intersectsNode(text); text = walker.nextNode()) {
      length += text.data.length;
    }
    return Number(block.dataset.start) + length;
  }
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (text === node) {
      return Number(block.dataset.start) + length + offset;
    }
    length += text.data.length;
  }
  return element.tagName === 'SUP' ? Number(block.dataset.start) + length : null;
}

// The marked text, without blanks at its ends; null when nothing of one block is marked.
export function selectedText(root, text) {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0 || !root.contains(selection.getRangeAt(0).commonAncestorContainer)) {
    return null;
  }
  const range = selection.getRangeAt(0);
  let start = offsetOf(range.startContainer, range.startOffset);
  let end = offsetOf(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) {
    return null;
  }
  while (start < end && /\s/.test(text[start])) {
    start += 1;
  }
  while (end > start && /\s/.test(text[end - 1])) {
    end -= 1;
  }
  return end > start && !text.slice(start, end).includes('\n') ? { start, end, text: text.slice(start, end), range } : null;
}

// Brings a value's evidence into view, one place after the other.
export function jumpTo(root, key, text) {
  const wanted = `${key}\n${text}`;
  const places = [...root.querySelectorAll('mark.evidence')].filter((m) => m.dataset.texts.split('\n\n').includes(wanted));
  if (places.length === 0) {
    return false;
  }
  const last = places.findIndex((p) => p.classList.contains('here'));
  root.querySelectorAll('.here').forEach((p) => p.classList.remove('here'));
  const next = places[(last + 1) % places.length];
  next.classList.add('here');
  next.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  return true;
}

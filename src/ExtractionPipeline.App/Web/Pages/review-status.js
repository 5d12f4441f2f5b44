import { ApiError, loadSession, request } from './api.js';
import { el, percent } from './dom.js';
import { fieldOf } from './record.js';

const root = document.getElementById('status');

function tile(name, figure, note) {
  return el('div', { class: 'tile' }, el('dt', {}, name), el('dd', {}, figure, note ? el('small', {}, note) : null));
}

function estimate(share, what) {
  return share.value === null ? ['–', `no ${what} looked at yet`] : [percent(share.value), `95 %: ${percent(share.low)} to ${percent(share.high)}, from ${share.reviewed} ${what}`];
}

function table(title, head, rows, none) {
  return el('section', {}, el('h2', {}, title), rows.length === 0 ? el('p', { class: 'hint' }, none)
    : el('div', { class: 'scroll-x', tabindex: 0, role: 'region', 'aria-label': title }, el('table', {}, el('thead', {}, el('tr', {}, head.map((h) => el('th', { scope: 'col' }, h)))), el('tbody', {}, rows.map((row) => el('tr', {}, row.map((c, i) => (i === 0 ? el('th', { scope: 'row' }, c) : el('td', {}, c)))))))));
}

const number = (value, digits = 2) => (value === null || value === undefined ? '–' : value.toFixed(digits));

try {
  await loadSession();
  const s = await request('GET', '/api/review/status');
  root.removeAttribute('aria-busy');
  root.replaceChildren(
    el('h2', {}, 'The store'),
    el('dl', { class: 'tiles' },
      tile('Precision as it stands', ...estimate(s.precisionAsItStands, 'records')),
      tile('Precision as extracted', ...estimate(s.precisionAsExtracted, 'records')),
      tile('Await review', String(s.awaitingRecords), `in ${s.awaitingArticles} of ${s.articles} articles`),
      tile('Spot checks', `${s.spotChecksDone} of ${s.spotChecksDrawn}`, `${percent(s.spotCheckShare)} of what is accepted automatically`),
      tile('Missed records', s.articlesReadThrough === 0 ? '–' : number(s.missedPerArticle), s.articlesReadThrough === 0 ? 'no article read through yet' : `an article, from ${s.articlesReadThrough} read through`)),
    el('p', { class: 'hint after' }, 'Every record has a known probability of being looked at: 1 where the extractor is unsure, the share of spot checks where it is not. The precisions weight each looked-at record by the inverse of that, so they hold for all records and not just for doubtful ones.'),
    table('Records by state', ['State', 'Records'], Object.entries(s.records).map(([name, count]) => [name.toLowerCase(), String(count)]), 'There are none.'),
    table('Reviewers', ['Reviewer', 'Decisions measured', 'Seconds a record (median)', 'Keys and clicks a record', 'Known-wrong values noticed', 'Missed'],
      s.reviewers.map((r) => [r.reviewer, String(r.measured), number(r.medianSeconds, 1), number(r.meanKeystrokes, 1), String(r.probesNoticed), String(r.probesMissed)]), 'Nothing has been measured yet.'),
    table('Agreement of two blind looks', ['Field', 'Values', 'Agreed', 'Cohen’s kappa'],
      s.agreement.map((a) => [fieldOf(a.field).name, String(a.values), percent(a.observed), number(a.kappa)]), 'No article has been reviewed twice yet.'),
    table('Where a newer extraction disagrees with a person', ['Model', 'Article', 'Decided'],
      s.disputes.map((d) => [el('a', { href: `/#${encodeURIComponent(d.articleId)}` }, d.model || '(unnamed)'), d.title, d.state]), 'Nowhere.'));
} catch (error) {
  if (error instanceof ApiError && error.status === 401) {
    location.replace('/sign-in?to=/review-status');
  }
  root.replaceChildren(el('p', { class: 'problem', role: 'alert' }, error.message));
}

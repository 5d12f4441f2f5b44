// Elements are only ever made with textContent and attributes: what came from an article can never become markup.
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (name === 'class') {
      node.className = value;
    } else if (name === 'dataset') {
      Object.assign(node.dataset, value);
    } else {
      node.setAttribute(name, value === true ? '' : String(value));
    }
  }
  node.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

export function percent(share) {
  return share === null || share === undefined ? '–' : `${(100 * share).toFixed(1)} %`;
}

export function notice(kind, text, ...actions) {
  const box = document.getElementById('notices');
  const line = el('div', { class: `notice ${kind}` },
    el('p', {}, text),
    ...actions.map(([label, act]) => el('button', { type: 'button', onclick: () => { line.remove(); act(); } }, label)),
    el('button', { type: 'button', class: 'quiet', 'aria-label': 'Close the message', onclick: () => line.remove() }, '×'));
  box.append(line);
  while (box.children.length > 4) {
    box.firstChild.remove();
  }
  if (kind === 'done') {
    setTimeout(() => line.remove(), 6000);
  }
  return line;
}

// A dialog that gives its result, or null when it is left. The focus goes back to where it was.
export function ask(title, build, { wide = false } = {}) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const id = `dialog-${Math.random().toString(36).slice(2)}`;
    let result = null;
    const dialog = el('dialog', { 'aria-labelledby': id, class: wide ? 'wide-dialog' : '' });
    const close = (value) => { result = value; dialog.close(); };
    dialog.append(el('h2', { id }, title), build(close));
    dialog.addEventListener('close', () => {
      dialog.remove();
      before?.focus?.();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector('[autofocus]') ?? dialog.querySelector('input, select, textarea, button'))?.focus();
  });
}

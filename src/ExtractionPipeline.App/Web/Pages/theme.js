// Light or dark: as the system is set, until the reader chooses.
const names = ['system', 'light', 'dark'];
const button = document.getElementById('theme');

function apply(name) {
  if (name === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = name;
  }
  if (button) {
    button.textContent = `Theme: ${name}`;
  }
}

let current = names.includes(localStorage.getItem('theme')) ? localStorage.getItem('theme') : 'system';
apply(current);
button?.addEventListener('click', () => {
  current = names[(names.indexOf(current) + 1) % names.length];
  localStorage.setItem('theme', current);
  apply(current);
});

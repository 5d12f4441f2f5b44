import { loadSession, request } from './api.js';

const form = document.getElementById('sign-in');
const problem = document.getElementById('problem');

// Only paths of this site: a link to the sign-in page must not lead elsewhere.
function target() {
  const to = new URLSearchParams(location.search).get('to') ?? '/';
  return /^\/(?![/\\])[\w\-./?=&]*$/.test(to) ? to : '/';
}

await loadSession();
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  problem.textContent = '';
  try {
    await request('POST', '/api/session', { user: form.user.value, password: form.password.value });
    location.replace(target());
  } catch (error) {
    problem.textContent = error.message;
    form.password.select();
  }
});

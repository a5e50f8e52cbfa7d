// Starts the page: fetches everything it needs, then waits for files.
import { render } from 'preact';
import { addFiles, addPaste, getReady } from './state/analysis';
import { followPreferences } from './state/preferences';
import { dragging } from './state/dragging';
import { App } from './views/App';

followPreferences();
// A failure is shown by the page, with a way to try again.
getReady().catch(() => undefined);

const page = document.getElementById('page');
if (page) render(<App />, page);

dragging.follow(addFiles);

document.addEventListener('paste', (event) => {
  const target = event.target as HTMLElement | null;
  if (target?.closest('input, textarea, select, [contenteditable]')) return;
  const files = [...(event.clipboardData?.files ?? [])];
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (files.length > 0) addFiles(files);
  else addPaste(text);
  event.preventDefault();
});

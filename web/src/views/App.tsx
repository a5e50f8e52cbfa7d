// The frame of the page: its top, the start or the work, and what is said to screen readers.
import { t } from '../i18n/text';
import { started } from '../state/analysis';
import { dragging } from '../state/dragging';
import { spoken } from '../state/messages';
import { Notices } from './Notices';
import { Start } from './Start';
import { Top } from './Top';
import { Work } from './Work';

export function App() {
  return (
    <>
      <a class="skip" href="#main">
        {t('page.skip')}
      </a>
      <Top />
      <main id="main" tabIndex={-1}>
        <Notices />
        {started.value ? <Work /> : <Start />}
      </main>
      <footer class="foot">
        <p>{t('page.privacy')}</p>
      </footer>
      <div class="unseen" role="status" aria-live="polite">
        {spoken.value}
      </div>
      {dragging.over.value && (
        <div class="drop-veil" aria-hidden="true">
          <p>{t('start.release')}</p>
        </div>
      )}
    </>
  );
}

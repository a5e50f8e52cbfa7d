// Notices that stay until they are closed, and the failures that end an analysis.
import { t } from '../i18n/text';
import { breakdown, getReady, readiness, startOver } from '../state/analysis';
import { dismiss, notices } from '../state/messages';
import { Icon } from './Icon';

export function Notices() {
  const ready = readiness.value;
  return (
    <div class="notices" role="alert">
      {ready.state === 'failed' && (
        <div class="notice is-grave">
          <Icon name="warn" />
          <p>{t('error.assets', { detail: ready.message })}</p>
          <button type="button" class="button" onClick={() => void getReady().catch(() => undefined)}>
            {t('action.tryAgain')}
          </button>
        </div>
      )}
      {breakdown.value && (
        <div class="notice is-grave">
          <Icon name="warn" />
          <p>{t(`error.${breakdown.value}`)}</p>
          <button type="button" class="button" onClick={startOver}>
            {t('action.startOver')}
          </button>
        </div>
      )}
      {notices.value.map(({ id, text }) => (
        <div class="notice" key={id}>
          <Icon name="warn" />
          <p>{text()}</p>
          <button
            type="button"
            class="button is-quiet is-icon"
            aria-label={t('action.close')}
            onClick={() => dismiss(id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}

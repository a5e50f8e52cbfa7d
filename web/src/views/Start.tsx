// The first screen: what this is, and the three ways to begin.
import { t } from '../i18n/text';
import { readiness, trySample } from '../state/analysis';
import { AddFiles } from './AddFiles';
import { Icon } from './Icon';
import { PasteBox } from './PasteDialog';

export function Start() {
  const ready = readiness.value;
  return (
    <div class="start">
      <h1>{t('start.what')}</h1>
      <p class="promise">{t('start.promise')}</p>
      <div class="drop">
        <p class="drop-lead">{t('start.drop')}</p>
        <p class="drop-kinds">{t('start.kinds')}</p>
        <div class="drop-actions">
          <AddFiles class="button is-primary" text={t('action.chooseFiles')} />
          {!(ready.state === 'ready' && ready.assets.sample === null) && (
            <button
              type="button"
              class="button"
              disabled={ready.state === 'failed'}
              onClick={() => void trySample().catch(() => undefined)}
            >
              <Icon name="sample" />
              {t('action.sample')}
            </button>
          )}
        </div>
      </div>
      <PasteBox />
    </div>
  );
}

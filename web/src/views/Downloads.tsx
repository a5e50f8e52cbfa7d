// Files to take home, and settings to bring back.
import { useRef } from 'preact/hooks';
import { wholePercent } from '../i18n/format';
import { t } from '../i18n/text';
import { breakdown, counts, loadSettings, reading, report, selectionSize } from '../state/analysis';
import {
  exporting,
  saveFiguresCsv,
  saveFiguresJson,
  saveMentions,
  saveRejected,
  saveSettings,
  stopExport,
} from '../state/downloads';
import { Icon } from './Icon';

interface SaveProps {
  /** What is seen on the button, and what it is of: several buttons say "CSV". */
  text: string;
  of: string;
  disabled: boolean;
  onSave: () => void;
}

function Save({ text, of, disabled, onSave }: SaveProps) {
  return (
    <button type="button" class="button" disabled={disabled} aria-label={`${text}: ${of}`} onClick={onSave}>
      <Icon name="down" />
      {text}
    </button>
  );
}

export function Downloads() {
  const chooser = useRef<HTMLInputElement>(null);
  const lost = breakdown.value !== null;
  const waits = reading.value !== null || !report.value;
  const busy = exporting.value;
  const { rejected = 0, empty = 0, duplicates = 0 } = counts.value ?? {};
  const left = rejected + empty + duplicates;
  return (
    <div class="downloads">
      <div>
        <h3>{t('downloads.figures')}</h3>
        <p>{t('downloads.figuresHint')}</p>
        <div class="row">
          <Save
            text="CSV"
            of={t('downloads.figures')}
            disabled={waits || lost}
            onSave={() => void saveFiguresCsv()}
          />
          <Save text="JSON" of={t('downloads.figures')} disabled={waits || lost} onSave={() => void saveFiguresJson()} />
        </div>
      </div>
      <div>
        <h3>{t('downloads.mentions')}</h3>
        <p>{t('downloads.mentionsHint', { n: selectionSize.value })}</p>
        <div class="row">
          <Save
            text="CSV"
            of={t('downloads.mentions')}
            disabled={waits || lost || busy !== null}
            onSave={() => void saveMentions('csv')}
          />
          <Save
            text={t('downloads.jsonLines')}
            of={t('downloads.mentions')}
            disabled={waits || lost || busy !== null}
            onSave={() => void saveMentions('json')}
          />
          {busy && (
            <button type="button" class="button is-quiet" onClick={stopExport}>
              {t('downloads.stop', { share: wholePercent(busy.of ? busy.done / busy.of : 1) })}
            </button>
          )}
        </div>
      </div>
      <div>
        <h3>{t('downloads.rejectedTitle')}</h3>
        <p>{t(left > 0 ? 'downloads.rejectedHint' : 'downloads.noneRejected')}</p>
        <div class="row">
          <Save
            text="CSV"
            of={t('downloads.rejectedTitle')}
            disabled={waits || lost || left === 0}
            onSave={() => void saveRejected()}
          />
        </div>
      </div>
      <div>
        <h3>{t('downloads.settings')}</h3>
        <p>{t('downloads.settingsHint')}</p>
        <div class="row">
          <Save
            text={t('downloads.saveSettings')}
            of={t('downloads.settings')}
            disabled={false}
            onSave={saveSettings}
          />
          <button type="button" class="button" disabled={lost} onClick={() => chooser.current?.click()}>
            <Icon name="file" />
            {t('downloads.loadSettings')}
          </button>
          <input
            ref={chooser}
            type="file"
            accept=".json,application/json"
            hidden
            data-take="settings"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = '';
              if (file) void loadSettings(file);
            }}
          />
        </div>
      </div>
    </div>
  );
}

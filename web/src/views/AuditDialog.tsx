// One mention of the sample at a time, without any label but the person's own.
import { useEffect, useRef } from 'preact/hooks';
import { dateTime } from '../i18n/format';
import { t } from '../i18n/text';
import {
  answer,
  labelledCount,
  sampleSize,
  shownAt,
  shownSample,
  step,
  stopAudit,
  verdicts,
} from '../state/audit';
import { Icon } from './Icon';

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const verdict = /^[1-4]$/.test(event.key) ? verdicts[Number(event.key) - 1] : undefined;
  if (verdict) answer(verdict);
  else if (event.key === 'Backspace' || event.key === 'ArrowLeft') step(-1);
  else if (event.key === 'ArrowRight') step(1);
  else return;
  event.preventDefault();
}

export function AuditDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const figures = useRef<HTMLButtonElement>(null);
  const at = shownAt.value;
  const size = sampleSize.value;
  const mention = shownSample.value;
  const isThrough = at !== null && at >= size;
  const isEmpty = size === 0;
  useEffect(() => {
    if (at !== null && !dialog.current?.open) dialog.current?.showModal();
    if (at === null) dialog.current?.close();
    // The button that was pressed may be gone or off; the keys work wherever the focus is inside.
    else if (isThrough) figures.current?.focus();
    else if (!dialog.current?.contains(document.activeElement)) text.current?.focus();
    text.current?.scrollTo(0, 0);
  }, [at, isThrough]);
  return (
    <dialog
      ref={dialog}
      class="sheet audit-sheet"
      aria-label={t('audit.dialog')}
      onClose={stopAudit}
      onKeyDown={press}
    >
      {at !== null && (
        <div class="audit-inner">
          <div class="sheet-head">
            <h2>{t('audit.dialog')}</h2>
            {!isThrough && <small>{t('detail.position', { at: at + 1, n: size })}</small>}
            <button type="button" class="button is-quiet" onClick={() => dialog.current?.close()}>
              {t('audit.stop')}
            </button>
          </div>
          <progress max={size} value={labelledCount.value} aria-label={t('audit.labelled')} />
          <div class="audit-text" tabIndex={-1} ref={text} aria-live="polite">
            {mention ? (
              <>
                <blockquote class="mention-text">
                  {mention.title && <p class="mention-title">{mention.title}</p>}
                  <p>{mention.text ?? t('detail.noText')}</p>
                </blockquote>
                <p>
                  <small>
                    {[mention.platform, mention.author, mention.time && dateTime(mention.time)]
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                </p>
              </>
            ) : (
              <p>{t(isEmpty ? 'audit.nothing' : 'audit.done')}</p>
            )}
          </div>
          {isThrough ? (
            <button
              ref={figures}
              type="button"
              class="button is-primary"
              onClick={() => dialog.current?.close()}
            >
              {t('audit.showFigures')}
            </button>
          ) : (
            <>
              <div class="audit-answers" role="group" aria-label={t('audit.question')}>
                {verdicts.map((verdict, index) => (
                  <button
                    key={verdict}
                    type="button"
                    class="button"
                    aria-pressed={mention?.sentiment === verdict}
                    aria-keyshortcuts={String(index + 1)}
                    onClick={() => answer(verdict)}
                  >
                    <kbd>{index + 1}</kbd>
                    {verdict === 'unclear' ? t('audit.unclear') : t(`sentiment.${verdict}`)}
                  </button>
                ))}
              </div>
              <div class="audit-steps">
                <button
                  type="button"
                  class="button is-quiet"
                  aria-disabled={at === 0}
                  aria-keyshortcuts="Backspace"
                  onClick={() => step(-1)}
                >
                  <Icon name="back" />
                  {t('audit.back')}
                </button>
                <small>{t('audit.keys')}</small>
              </div>
            </>
          )}
        </div>
      )}
    </dialog>
  );
}

// A box for rows copied from a spreadsheet: on the first screen, and as a dialog later.
import { useEffect, useRef, useState } from 'preact/hooks';
import { signal } from '@preact/signals';
import { t } from '../i18n/text';
import { addPaste } from '../state/analysis';
import { Icon } from './Icon';

const opened = signal(0);

export const openPaste = (): void => {
  opened.value += 1;
};

export function PasteBox({ onRead }: { onRead?: () => void }) {
  const [text, setText] = useState('');
  return (
    <form
      class="paste"
      onSubmit={(event) => {
        event.preventDefault();
        addPaste(text);
        setText('');
        onRead?.();
      }}
    >
      <label>
        <span>{t('paste.label')}</span>
        <textarea
          rows={5}
          spellcheck={false}
          value={text}
          placeholder={t('paste.placeholder')}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button" disabled={text.trim() === ''}>
        {t('paste.read')}
      </button>
    </form>
  );
}

export function PasteDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const asked = opened.value;
  const seen = useRef(asked);
  useEffect(() => {
    if (asked !== seen.current) dialog.current?.showModal();
    seen.current = asked;
  }, [asked]);
  return (
    <dialog ref={dialog} class="sheet" aria-label={t('action.paste')}>
      <div class="sheet-head">
        <h2>{t('action.paste')}</h2>
        <button
          type="button"
          class="button is-quiet is-icon"
          aria-label={t('action.close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      <PasteBox onRead={() => dialog.current?.close()} />
    </dialog>
  );
}

// A button that opens the browser's file chooser.
import { useRef } from 'preact/hooks';
import { addFiles } from '../state/analysis';
import { Icon } from './Icon';

/** Others may still be dropped: the core tells what a file is by its content. */
const endings = '.csv,.tsv,.tab,.txt,.json,.jsonl,.ndjson,.js,.xlsx,.zip,.gz';

export function AddFiles({ class: className, text }: { class: string; text: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={className} onClick={() => input.current?.click()}>
        <Icon name="file" />
        {text}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={endings}
        data-take="mentions"
        onChange={(event) => {
          addFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

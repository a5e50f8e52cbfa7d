// What became of each input: what was recognised, what was counted, what could not be read and why.
import type { CoreError, Inspection } from '../engine/documents';
import { bytes } from '../i18n/format';
import { sentenceFor, t, language } from '../i18n/text';
import { inputs, type KnownInput } from '../state/analysis';
import { saveRejected } from '../state/downloads';
import { sentence } from '../state/messages';
import { nameOfEncoding } from '../state/recognised';
import { Icon } from './Icon';
import { nameOfField } from './names';

const listedRejects = 5;

function Place({ error }: { error: Pick<CoreError, 'row' | 'column'> }) {
  const parts = [
    ...(error.row > 0 ? [t('inputs.row', { row: error.row })] : []),
    ...(error.column ? [t('inputs.column', { column: error.column })] : []),
  ];
  return parts.length > 0 ? <span class="place">{parts.join(' · ')}</span> : null;
}

const delimiters: Record<string, string> = { '\t': 'Tab' };

function recognised(input: Inspection): string {
  return [
    input.packed,
    input.container.toUpperCase(),
    input.encoding && nameOfEncoding(input.encoding),
    input.delimiter && t('inputs.delimiter', { delimiter: delimiters[input.delimiter] ?? input.delimiter }),
    input.headerRow && t('inputs.header', { row: input.headerRow }),
    input.dateOrder && t('inputs.dates', { order: input.dateOrder.toUpperCase().split('').join('/') }),
    bytes(input.bytes),
  ]
    .filter(Boolean)
    .join(' · ');
}

function rejectSentence({ code, message }: { code: string; message: string }): string {
  return language.value === 'en' ? message : (sentenceFor(code, {}) ?? message);
}

function InputEntry({ input }: { input: KnownInput }) {
  const { counts, waiting } = input;
  const used = input.columns.filter((column) => column.field !== null);
  const unused = input.columns.length - used.length;
  return (
    <li class={`input${input.error ? ' is-failed' : ''}`}>
      <div class="input-head">
        <h3>{input.name}</h3>
        {input.cancelled && <span class="badge">{t('inputs.cut')}</span>}
        {waiting && <span class="badge">{t('inputs.waiting')}</span>}
        {input.error && <span class="badge is-alarm">{t('inputs.notUsed')}</span>}
      </div>
      <p class="input-what">{recognised(input)}</p>
      {input.error && (
        <p class="problem">
          <Icon name="warn" />
          <span>
            <Place error={input.error} /> {sentence(input.error)}
          </span>
        </p>
      )}
      {!input.error && !waiting && (
        <p class="input-counts">
          {t('inputs.counts', {
            records: counts.records,
            mentions: counts.mentions,
            empty: counts.empty,
            duplicates: counts.duplicates,
            rejected: counts.rejected,
          })}
        </p>
      )}
      {used.length > 0 && (
        <details class="how">
          <summary>{t('inputs.columns', { n: used.length, unused })}</summary>
          <dl class="columns">
            {used.map((column) => (
              <div key={column.header}>
                <dt>{column.header}</dt>
                <dd>{nameOfField(column.field ?? '')}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {!waiting && input.notes.length > 0 && (
        <ul class="notes">
          {input.notes.map((note, index) => (
            <li key={index}>
              <Place error={note} /> {sentence(note)}
              {note.count > 1 && <span class="times"> {t('inputs.times', { n: note.count })}</span>}
            </li>
          ))}
        </ul>
      )}
      {!waiting && input.rejected.length > 0 && (
        <ul class="notes">
          {input.rejected.slice(0, listedRejects).map((reject) => (
            <li key={reject.row}>
              <Place error={{ row: reject.row, column: '' }} /> {rejectSentence(reject)}
            </li>
          ))}
          {counts.rejected > listedRejects && (
            <li>{t('inputs.moreRejected', { n: counts.rejected - listedRejects })}</li>
          )}
        </ul>
      )}
    </li>
  );
}

export function Inputs() {
  const left = inputs.value
    .filter(({ waiting }) => !waiting)
    .reduce((sum, { counts }) => sum + counts.rejected + counts.empty + counts.duplicates, 0);
  return (
    <>
      <ul class="inputs">
        {inputs.value.map((input, index) => (
          <InputEntry key={`${index}/${input.name}`} input={input} />
        ))}
      </ul>
      {left > 0 && (
        <button type="button" class="button" onClick={() => void saveRejected()}>
          <Icon name="down" />
          {t('downloads.rejected')}
        </button>
      )}
    </>
  );
}

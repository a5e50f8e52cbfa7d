// How an input was read, and how it is to be read instead: its first rows, what each column is used for,
// and what holds for the whole file. Every change takes effect at once.
import { useState } from 'preact/hooks';
import type { DateOrder, Inspection } from '../engine/documents';
import { languageName } from '../i18n/format';
import { t } from '../i18n/text';
import { readAgainSoon } from '../state/analysis';
import {
  decide,
  decisionsOf,
  fieldOf,
  isDecided,
  isKept,
  keep,
  withField,
  type Decisions,
} from '../state/corrections';
import { encodings, nameOfEncoding } from '../state/recognised';
import { choosableFields, nameOfField, zoneOptions } from './names';

/** More columns than this are shown only on demand. */
const columnsAtFirst = 60;
const headerRows = 10;
const orders = ['ymd', 'dmy', 'mdy'] as const;

type Option = [value: string, text: string];

interface ChoiceProps {
  label: string;
  /** What the person decided; "" leaves it to be recognised. */
  value: string;
  /** What is in force without a decision; null if it cannot be said. */
  recognised: string | null;
  options: Option[];
  onChoose: (value: string) => void;
}

function Choice({ label, value, recognised, options, onChoose }: ChoiceProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">
          {value === '' && recognised !== null
            ? t('check.recognisedAs', { value: recognised })
            : t('check.recognised')}
        </option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Decisions about columns go by their names, which may be others once the file is cut up anew. */
const cutsAnew = new Set<keyof Decisions>(['encoding', 'delimiter', 'headerRow', 'sheet']);

function withDecision(decisions: Decisions, key: keyof Decisions, value: string): Decisions {
  const rest = { ...decisions };
  delete rest[key];
  if (cutsAnew.has(key)) delete rest.columns;
  return value === '' ? rest : { ...rest, [key]: key === 'headerRow' ? Number(value) : value };
}

const encodingOptions = (): Option[] =>
  Object.entries(encodings).map(([encoding, { name, language }]) => {
    const forLanguage = language && languageName(language);
    return [encoding, forLanguage ? `${name} – ${forLanguage}` : name];
  });

function WholeFile({ input, onChange }: { input: Inspection; onChange: (next: Decisions) => void }) {
  const decisions = decisionsOf(input);
  const isText = input.encoding !== null;
  const isTable = input.container === 'csv' || input.container === 'xlsx';
  const choose = (key: keyof Decisions) => (value: string) => onChange(withDecision(decisions, key, value));
  const delimiters: Option[] = [
    [',', t('check.comma')],
    [';', t('check.semicolon')],
    ['\t', t('check.tab')],
    ['|', t('check.bar')],
  ];
  const nameOfOrder = (order: DateOrder) => t(`check.order.${order}`);
  const nameOfRow = (row: number) => (row === 0 ? t('check.noHeader') : t('inputs.row', { row }));
  const rows = Array.from({ length: Math.max(headerRows, (input.headerRow ?? 0) + 2) + 1 }, (_, row) => row);
  const delimiter = delimiters.find(([value]) => value === input.delimiter)?.[1] ?? input.delimiter;
  return (
    <div class="check-file">
      {input.sheets.length > 1 && (
        <Choice
          label={t('check.sheet')}
          value={decisions.sheet ?? ''}
          recognised={input.sheet}
          options={input.sheets.map((name) => [name, name])}
          onChoose={choose('sheet')}
        />
      )}
      {isTable && (
        <Choice
          label={t('check.header')}
          value={decisions.headerRow === undefined ? '' : String(decisions.headerRow)}
          recognised={nameOfRow(input.headerRow ?? 0)}
          options={rows.map((row) => [String(row), nameOfRow(row)])}
          onChoose={choose('headerRow')}
        />
      )}
      <Choice
        label={t('check.dates')}
        value={decisions.dateOrder ?? ''}
        recognised={input.dateOrder && nameOfOrder(input.dateOrder)}
        options={orders.map((order) => [order, nameOfOrder(order)])}
        onChoose={choose('dateOrder')}
      />
      <Choice
        label={t('check.zone')}
        value={decisions.timeZone ?? ''}
        recognised={input.dates.timeZone?.replaceAll('_', ' ') ?? null}
        options={zoneOptions(decisions.timeZone ?? null)}
        onChoose={choose('timeZone')}
      />
      {isTable && (
        <Choice
          label={t('check.decimal')}
          value={decisions.decimal ?? ''}
          recognised={null}
          options={[
            ['.', t('check.point')],
            [',', t('check.decimalComma')],
          ]}
          onChoose={choose('decimal')}
        />
      )}
      {isText && (
        <Choice
          label={t('check.encoding')}
          value={decisions.encoding ?? ''}
          recognised={nameOfEncoding(input.encoding ?? '')}
          options={encodingOptions()}
          onChoose={choose('encoding')}
        />
      )}
      {input.container === 'csv' && (
        <Choice
          label={t('check.delimiter')}
          value={decisions.delimiter ?? ''}
          recognised={delimiter}
          options={delimiters}
          onChoose={choose('delimiter')}
        />
      )}
    </div>
  );
}

function ColumnChoice({
  name,
  field,
  onChoose,
}: {
  name: string;
  field: string | null;
  onChoose: (field: string | null) => void;
}) {
  const isOther = field !== null && !choosableFields.includes(field);
  return (
    <label class={field === null ? '' : 'is-used'}>
      <span title={name}>{name}</span>
      <select value={field ?? ''} onChange={(event) => onChoose(event.currentTarget.value || null)}>
        <option value="">{t('check.none')}</option>
        {(isOther ? [field, ...choosableFields] : choosableFields).map((choice) => (
          <option key={choice} value={choice}>
            {nameOfField(choice)}
          </option>
        ))}
      </select>
    </label>
  );
}

const texts = new Set(['text', 'title', 'answers']);

function classOf(field: string | null): string {
  if (field === null) return '';
  return texts.has(field) ? 'is-used is-text' : 'is-used';
}

function Columns({ input, onChange }: { input: Inspection; onChange: (next: Decisions) => void }) {
  const [all, setAll] = useState(false);
  const fields = input.columns.map((_, column) => fieldOf(input, column));
  const shown = fields
    .map((_, column) => column)
    .filter((column) => all || column < columnsAtFirst || fields[column] !== null);
  return (
    <>
      <div
        class="check-rows"
        role="region"
        tabIndex={0}
        aria-label={t('check.rows', { name: input.name })}
      >
        <table>
          <thead>
            <tr>
              {shown.map((column) => (
                <th key={column} scope="col">
                  <ColumnChoice
                    name={input.columns[column]?.header || t('check.number', { n: column + 1 })}
                    field={fields[column] ?? null}
                    onChoose={(field) => onChange(withField(input, column, field))}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {input.preview.map((cells, row) => (
              <tr key={row}>
                {shown.map((column) => (
                  <td key={column} class={classOf(fields[column] ?? null)}>
                    <div>{cells[column]}</div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < fields.length && (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {t('action.showAll', { n: fields.length })}
        </button>
      )}
    </>
  );
}

export function Check({ id, input, alike }: { id: string; input: Inspection; alike: Inspection[] }) {
  const [alsoAlike, setAlsoAlike] = useState(true);
  const changed = isDecided(decisionsOf(input));
  const kept = isKept(input);
  const change = (next: Decisions) => {
    decide(alsoAlike ? [input, ...alike] : [input], next);
    readAgainSoon();
  };
  return (
    <div class="check-panel" id={id} role="region" aria-label={t('check.title', { name: input.name })}>
      <p class="panel-lead">{t('check.lead')}</p>
      <WholeFile input={input} onChange={change} />
      {input.columns.length > 0 && <Columns input={input} onChange={change} />}
      <div class="check-foot">
        {alike.length > 0 && (
          <label class="check">
            <input
              type="checkbox"
              checked={alsoAlike}
              onChange={(event) => setAlsoAlike(event.currentTarget.checked)}
            />
            <span>{t('check.alike', { n: alike.length })}</span>
          </label>
        )}
        {input.header.length > 0 && (
          <label class="check">
            <input
              type="checkbox"
              checked={changed && kept}
              disabled={!changed}
              aria-describedby={`${id}-keep`}
              onChange={(event) => keep(input, event.currentTarget.checked)}
            />
            <span>{t('check.keep')}</span>
          </label>
        )}
        {input.header.length > 0 && <small id={`${id}-keep`}>{t('check.keepHint')}</small>}
        <button type="button" class="button" disabled={!changed} onClick={() => change({})}>
          {t('check.undo')}
        </button>
      </div>
    </div>
  );
}

// Which brands are counted, and by which names. Edits take effect a moment after the last key.
import { useState } from 'preact/hooks';
import type { Brand, Suggestion } from '../engine/documents';
import { language, t, type Key } from '../i18n/text';
import { brandList, ownBrands, setBrands, settingsError, suggestions } from '../state/analysis';
import { sentence } from '../state/messages';
import { tone } from '../state/tones';
import { BrandFinds } from './BrandFinds';
import { Icon } from './Icon';

const lines = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

interface NamesProps {
  title: Key;
  hint: Key;
  values: string[];
  onChange: (values: string[]) => void;
}

/** One name per line. Keeps what is typed, blank lines included, until it is left. */
function Names({ title, hint, values, onChange }: NamesProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <label class="field">
      <span>{t(title)}</span>
      <textarea
        rows={3}
        spellcheck={false}
        value={typed ?? values.join('\n')}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          onChange(lines(event.currentTarget.value));
        }}
        onBlur={() => setTyped(null)}
      />
      <small>{t(hint)}</small>
    </label>
  );
}

interface EditorProps {
  brand: Brand;
  /** All of them: a longer name of another takes its place. */
  brands: Brand[];
  mentions: number | undefined;
  isOpen: boolean;
  onToggle: () => void;
  onChange: (brand: Brand) => void;
  onRemove: () => void;
}

function Editor({ brand, brands, mentions, isOpen, onToggle, onChange, onRemove }: EditorProps) {
  const names = [...brand.aliases, ...brand.handles.map((handle) => `@${handle.replace(/^@/, '')}`)];
  return (
    <li class={`brand${isOpen ? ' is-open' : ''}`}>
      <button type="button" class="brand-head" aria-expanded={isOpen} onClick={onToggle}>
        <i class={`swatch tone-${tone(brand.name)}`} aria-hidden="true" />
        <b>{brand.name || t('brands.unnamed')}</b>
        {brand.own && <span class="own">{t('brands.own')}</span>}
        <span class="brand-names">{names.join(', ')}</span>
        {mentions !== undefined && <small>{t('count.mentions', { n: mentions })}</small>}
      </button>
      {isOpen && (
        <div class="brand-fields">
          <div class="brand-self">
            <label class="field">
              <span>{t('brands.name')}</span>
              <input
                type="text"
                value={brand.name}
                spellcheck={false}
                onInput={(event) => onChange({ ...brand, name: event.currentTarget.value })}
              />
            </label>
            <label class="check">
              <input
                type="checkbox"
                checked={brand.own}
                onChange={(event) => onChange({ ...brand, own: event.currentTarget.checked })}
              />
              <span>{t('brands.isOwn')}</span>
            </label>
            <button type="button" class="button is-quiet" onClick={onRemove}>
              <Icon name="close" />
              {t('brands.remove')}
            </button>
          </div>
          <Names
            title="brands.aliases"
            hint="brands.aliasesHint"
            values={brand.aliases}
            onChange={(aliases) => onChange({ ...brand, aliases })}
          />
          <Names
            title="brands.handles"
            hint="brands.handlesHint"
            values={brand.handles}
            onChange={(handles) => onChange({ ...brand, handles })}
          />
          <Names
            title="brands.exclude"
            hint="brands.excludeHint"
            values={brand.exclude}
            onChange={(exclude) => onChange({ ...brand, exclude })}
          />
          <Names
            title="brands.near"
            hint="brands.nearHint"
            values={brand.near ?? []}
            onChange={(near) => onChange({ ...brand, near })}
          />
          <Names
            title="brands.notNear"
            hint="brands.notNearHint"
            values={brand.notNear ?? []}
            onChange={(notNear) => onChange({ ...brand, notNear })}
          />
          <BrandFinds brand={brand} brands={brands} />
        </div>
      )}
    </li>
  );
}

export function Brands() {
  const [open, setOpen] = useState<number | null>(null);
  const list = brandList.value;
  const inForce = list?.brands ?? [];
  const brands: Brand[] = ownBrands.value ?? inForce.map(({ mentions: _, ...brand }) => brand);
  const mentionsOf = (name: string) => inForce.find((brand) => brand.name === name)?.mentions;
  const known = new Set(
    brands.flatMap(({ name, aliases }) => [name, ...aliases]).map((name) => name.toLowerCase()),
  );
  const offered = suggestions.value.filter(({ name }) => !known.has(name.toLowerCase()));

  const change = (index: number, brand: Brand) =>
    setBrands(brands.map((old, at) => (at === index ? brand : old)));
  const add = (brand: Brand, delay?: number) => setBrands([...brands, brand], delay);
  const accept = ({ name, aliases, handles }: Suggestion) =>
    add({ name, aliases, handles, exclude: [], own: false }, 0);

  return (
    <>
      <p class="panel-lead">
        {list && inForce.length > 0 ? t(`brands.from.${list.source}`) : t('brands.noneYet')}{' '}
        {ownBrands.value && (
          <button type="button" class="link" onClick={() => setBrands(null, 0)}>
            {t('brands.automatic')}
          </button>
        )}
      </p>
      {settingsError.value && (
        <p class="problem" role="alert">
          <Icon name="warn" />
          <span>{sentence(settingsError.value)}</span>
        </p>
      )}
      <ul class="brands">
        {brands.map((brand, index) => (
          <Editor
            key={index}
            brand={brand}
            brands={brands}
            mentions={mentionsOf(brand.name)}
            isOpen={open === index}
            onToggle={() => setOpen(open === index ? null : index)}
            onChange={(changed) => change(index, changed)}
            onRemove={() => {
              setOpen(null);
              setBrands(
                brands.filter((_, at) => at !== index),
                0,
              );
            }}
          />
        ))}
      </ul>
      <button
        type="button"
        class="button"
        onClick={() => {
          setOpen(brands.length);
          add({ name: '', aliases: [], handles: [], exclude: [], own: false });
        }}
      >
        <Icon name="add" />
        {t('brands.add')}
      </button>
      {offered.length > 0 && (
        <div class="offers">
          <h3>{t('brands.suggested')}</h3>
          <ul>
            {offered.map((suggestion) => (
              <li key={suggestion.name}>
                <button
                  type="button"
                  class="chip"
                  title={language.value === 'en' ? suggestion.why : undefined}
                  onClick={() => accept(suggestion)}
                >
                  <Icon name="add" />
                  {suggestion.name} <small>{t('count.mentions', { n: suggestion.mentions })}</small>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

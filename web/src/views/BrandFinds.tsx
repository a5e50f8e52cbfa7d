// What a brand finds as it is edited, before anything is counted: places in the data with the name
// marked and how it was known, and places that are held back with the reason.
import { useEffect, useState } from 'preact/hooks';
import { EngineError, isAbort } from '../engine/client';
import type { Brand, BrandPreview, BrandSample } from '../engine/documents';
import { t } from '../i18n/text';
import { giveUpOn, reading, session } from '../state/analysis';
import { Icon } from './Icon';

const delay = 250;
const shown = 12;

function Sample({ sample }: { sample: BrandSample }) {
  const { text, startUtf16, endUtf16, as, how, held, because } = sample;
  return (
    <li class={held ? 'find is-held' : 'find'}>
      <p>
        {text.slice(0, startUtf16)}
        <mark>{text.slice(startUtf16, endUtf16)}</mark>
        {text.slice(endUtf16)}
      </p>
      <small>
        <Icon name={held ? 'close' : 'check'} />
        {held ? t(`held.${held}`, { as, because: because ?? '' }) : t(`how.${how}`, { as })}
      </small>
    </li>
  );
}

export function BrandFinds({ brand, brands }: { brand: Brand; brands: Brand[] }) {
  const [found, setFound] = useState<BrandPreview | null>(null);
  const named = brands.filter(({ name }) => name.trim() !== '');
  const json = JSON.stringify({ brands: named });
  const only = named.indexOf(brand);
  const isReading = reading.value !== null;

  useEffect(() => {
    const running = session();
    if (!running || only < 0) {
      setFound(null);
      return;
    }
    let stale = false;
    const ask = async () => {
      try {
        const preview = await running.engine.preview(running.signal, json, only, shown);
        if (!stale) setFound(preview);
      } catch (cause) {
        // Settings that the core refuses are said above the list.
        if (stale || isAbort(cause) || (cause instanceof EngineError && !cause.fatal)) return;
        giveUpOn(cause);
      }
    };
    const timer = setTimeout(() => void ask(), delay);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [json, only, isReading]);

  const finds = found?.brands[0];
  if (!found || !finds) return null;
  return (
    <section class="finds">
      <h3>{t('finds.title')}</h3>
      <p aria-live="polite">
        {t('finds.count', { n: finds.matched, looked: found.looked })}
        {found.looked < found.of && ` ${t('finds.spread', { of: found.of })}`}
      </p>
      {finds.samples.length > 0 && (
        <ul>
          {finds.samples.map((sample, at) => (
            <Sample key={at} sample={sample} />
          ))}
        </ul>
      )}
    </section>
  );
}

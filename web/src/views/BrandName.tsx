// A brand's name with its colour, and a word if it is the person's own.
import { t } from '../i18n/text';
import { report } from '../state/analysis';
import { tone } from '../state/tones';

export const isOwn = (name: string): boolean =>
  report.value?.settings.brands.some((brand) => brand.own && brand.name === name) ?? false;

export function BrandName({ name }: { name: string }) {
  return (
    <>
      <i class={`swatch tone-${tone(name)}`} aria-hidden="true" />
      <span class="brand-name">{name}</span> {isOwn(name) && <span class="own">{t('brands.own')}</span>}
    </>
  );
}

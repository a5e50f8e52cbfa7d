// Where the brands came from, with the way to change them.
import { t } from '../i18n/text';
import { brandList } from '../state/analysis';
import { openPanel } from './SetUp';

export function BrandSourceLine() {
  const list = brandList.value;
  if (!list || list.brands.length === 0) return null;
  return (
    <p>
      {t(`brands.from.${list.source}`)}{' '}
      <button type="button" class="link" onClick={() => openPanel('brands')}>
        {t('brands.change')}
      </button>
    </p>
  );
}

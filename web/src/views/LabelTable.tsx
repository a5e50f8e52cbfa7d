// Three labels against three: how often what one side calls so is called so by the other.
import type { LabelTable as Counts, RatedLabel } from '../engine/documents';
import { count } from '../i18n/format';
import { t } from '../i18n/text';

export const ratedLabels: readonly RatedLabel[] = ['positive', 'neutral', 'negative'];

export function LabelTable({ caption, rows, counts }: { caption: string; rows: string; counts: Counts }) {
  return (
    <table class="label-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            {rows} ↓ <span class="label-table-ours">{t('agreement.columns')} →</span>
          </th>
          {ratedLabels.map((ours) => (
            <th key={ours} scope="col">
              {t(`sentiment.${ours}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ratedLabels.map((by) => (
          <tr key={by}>
            <th scope="row">{t(`sentiment.${by}`)}</th>
            {ratedLabels.map((ours) => (
              <td key={ours} class={by === ours ? 'is-same' : ''}>
                {count(counts[by][ours])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

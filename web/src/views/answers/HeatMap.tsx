// When people write: mentions by weekday and hour, the more the darker; the number stands in each cell and
// leads to them.
import { useRoving } from '../../charts/roving';
import { weekdays, type Filter } from '../../engine/documents';
import { count, percent, weekday } from '../../i18n/format';
import { t } from '../../i18n/text';
import { isPicked, pick } from '../../state/analysis';

interface Props {
  /** By weekday, Monday first, then by hour. */
  mentions: number[][];
  negative: (number | null)[][];
}

const hours = Array.from({ length: 24 }, (_, at) => at);

export function HeatMap({ mentions, negative }: Props) {
  const most = Math.max(1, ...mentions.flat());
  const size = { series: weekdays.length, slices: hours.length };
  const roving = useRoving(size, ({ series, slice }) => (mentions[series]?.[slice] ?? 0) > 0);
  return (
    <div class="answer-table" role="group" aria-label={t('answers.hours')} ref={roving.group} onKeyDown={roving.onKeyDown}>
      <table class="heat">
        <caption>{t('answers.hours')}</caption>
        <thead>
          <tr>
            <td />
            {hours.map((at) => (
              <th scope="col" key={at}>
                {count(at)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekdays.map((name, at) => (
            <tr key={name}>
              <th scope="row">{weekday(at)}</th>
              {hours.map((of) => {
                const n = mentions[at]?.[of] ?? 0;
                const part = negative[at]?.[of];
                const filter: Filter = { weekday: name, hour: String(of) };
                return (
                  <td
                    key={of}
                    style={{ '--heat': String(n / most) }}
                    title={part == null ? undefined : t('answers.negativeHere', { share: percent(part) })}
                  >
                    {n > 0 && (
                      <button
                        type="button"
                        {...roving.cellProps({ series: at, slice: of })}
                        aria-label={`${weekday(at)}, ${of}:00: ${count(n)}`}
                        aria-pressed={isPicked(filter)}
                        onClick={() => pick(filter)}
                      >
                        {count(n)}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// When people write: mentions by weekday and hour, the more the darker; the number stands in each cell.
import { count, percent, weekday } from '../../i18n/format';
import { t } from '../../i18n/text';

interface Props {
  /** By weekday, Monday first, then by hour. */
  mentions: number[][];
  negative: (number | null)[][];
}

const hours = Array.from({ length: 24 }, (_, at) => at);

export function HeatMap({ mentions, negative }: Props) {
  const most = Math.max(1, ...mentions.flat());
  return (
    <div class="answer-table" role="group" aria-label={t('answers.hours')} tabIndex={0}>
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
          {mentions.map((day, at) => (
            <tr key={at}>
              <th scope="row">{weekday(at)}</th>
              {day.map((n, of) => {
                const part = negative[at]?.[of];
                return (
                  <td
                    key={of}
                    style={{ '--heat': String(n / most) }}
                    title={part == null ? undefined : t('answers.negativeHere', { share: percent(part) })}
                  >
                    {n > 0 ? count(n) : ''}
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

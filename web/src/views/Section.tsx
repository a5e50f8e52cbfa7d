// A section of figures: its heading and what it counts in the margin, the figures beside it.
import type { ComponentChildren } from 'preact';
import { t } from '../i18n/text';

interface Props {
  id: string;
  title: string;
  lead: ComponentChildren;
  /** The formula, its denominator and its interval, on demand. */
  how?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}

export function Section({ id, title, lead, how, wide = false, children }: Props) {
  return (
    <section class={`section${wide ? ' is-wide' : ''}`} aria-labelledby={`${id}-heading`} id={id}>
      <div class="section-margin">
        <h2 id={`${id}-heading`}>{title}</h2>
        <div class="lead">{lead}</div>
        {how && (
          <details class="how">
            <summary>{t('how.title')}</summary>
            <div>{how}</div>
          </details>
        )}
      </div>
      <div class="section-body">{children}</div>
    </section>
  );
}

// Spikes as events: one and the same stir shows in several series.
import type { SpikeFigures } from '../../engine/documents';

export type SpikeEvent = [SpikeFigures, ...SpikeFigures[]];

/** Spikes of the same event together, in the order of the core: the strongest first. */
export function eventsOf(spikes: readonly SpikeFigures[]): SpikeEvent[] {
  const events = new Map<number, SpikeEvent>();
  for (const spike of spikes) {
    const of = events.get(spike.event);
    if (of) of.push(spike);
    else events.set(spike.event, [spike]);
  }
  return [...events.values()];
}

// The few pictograms of the page, drawn on a 20 x 20 field.
const paths = {
  mark: 'M4.5 10a1.3 1.3 0 1 0 2.6 0 1.3 1.3 0 1 0-2.6 0M10.5 6a5.6 5.6 0 0 1 0 8M14 3a9.8 9.8 0 0 1 0 14',
  file: 'M5 2.5h6.5L15.5 6.5v11h-10.5zM11.5 2.5v4h4',
  paste: 'M7 4h-2v13.5h10v-13.5h-2M7 2.5h6v3h-6zM7.5 10h5M7.5 13h5',
  sample: 'M3.5 16.5h13M5.5 13.5v-4M10 13.5v-9M14.5 13.5v-6',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6l1.4 1.4M4 16l1.4-1.4M14.6 5.4l1.4-1.4',
  moon: 'M16.5 12a7 7 0 0 1-8.5-8.5 7 7 0 1 0 8.5 8.5z',
  close: 'M5 5l10 10M15 5l-10 10',
  check: 'M4 10.5l4 4 8-9',
  add: 'M10 4.5v11M4.5 10h11',
  warn: 'M10 3l7.5 13.5h-15zM10 8.5v3.5M10 14.2v.1',
  next: 'M8 5l5 5-5 5',
  back: 'M12 5l-5 5 5 5',
  down: 'M10 3.5v9M6 9l4 4 4-4M4 16.5h12',
  out: 'M11.5 4h4.5v4.5M16 4l-7 7M13.5 11.5v4.5h-9.5v-9.5h4.5',
} as const;

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

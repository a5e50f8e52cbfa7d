// Files dragged over the page may be dropped anywhere on it.
import { signal } from '@preact/signals';

const over = signal(false);

/** A drag passes many elements; it has left the page when as many were left as entered. */
let depth = 0;

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

export const dragging = {
  over,
  follow(take: (files: File[]) => void): void {
    document.addEventListener('dragenter', (event) => {
      if (!holdsFiles(event)) return;
      depth += 1;
      over.value = true;
    });
    document.addEventListener('dragleave', (event) => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      over.value = depth > 0;
    });
    document.addEventListener('dragover', (event) => {
      if (holdsFiles(event)) event.preventDefault();
    });
    document.addEventListener('drop', (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth = 0;
      over.value = false;
      take([...(event.dataTransfer?.files ?? [])]);
    });
  },
};

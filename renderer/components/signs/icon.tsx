import type { LucideIcon } from 'lucide-react';

/** An icon beside a text that says the same. */
export function Icon({ of: Shape, size = 15 }: { of: LucideIcon; size?: number }) {
  return (
    <Shape
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      strokeWidth={1.75}
      aria-hidden="true"
      focusable="false"
    />
  );
}

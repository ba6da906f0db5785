/** The fish of two strokes. @param size in pixels, at the usual size of text */
export function Mark({ size }: { size: number }) {
  return (
    <svg
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2.1}
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M2.5 16.5C7 6.5 15.5 6 21.5 12" />
      <path d="M2.5 7.5C7 17.5 15.5 18 21.5 12" />
    </svg>
  );
}

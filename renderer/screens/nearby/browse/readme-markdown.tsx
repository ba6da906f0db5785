import { SquareCheck, SquareIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { Icon } from '../../../components/signs/icon.tsx';
import { copyText } from '../../../state/copy-text.ts';
import { notify } from '../../../state/notices.ts';
import { useShoal } from '../../../state/shoal.ts';
import { t } from '../../../texts/texts.ts';
import { safeLink } from '../../../view/projects/safe-link.ts';
import styles from './readme-markdown.module.css';

interface Children {
  readonly children?: ReactNode;
}

/**
 * What a stranger's Markdown may become. No attribute of it reaches the page: no id, class, style or
 * address. Nothing is loaded. The page's own heading is the first, so the README's start at the second.
 */
const COMPONENTS: Components = {
  h1: ({ children }: Children) => <h2 className={styles.h1}>{children}</h2>,
  h2: ({ children }: Children) => <h3 className={styles.h2}>{children}</h3>,
  h3: ({ children }: Children) => <h4 className={styles.h3}>{children}</h4>,
  h4: ({ children }: Children) => <h5 className={styles.h3}>{children}</h5>,
  h5: ({ children }: Children) => <h6 className={styles.h3}>{children}</h6>,
  h6: ({ children }: Children) => <h6 className={styles.h3}>{children}</h6>,
  ul: ({ children }: Children) => <ul>{children}</ul>,
  ol: ({ children }: Children) => <ol>{children}</ol>,
  li: ({ children }: Children) => <li>{children}</li>,
  code: ({ children }: Children) => <code>{children}</code>,
  // It can be scrolled, so the keyboard must reach it.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
  pre: ({ children }: Children) => <pre tabIndex={0}>{children}</pre>,
  th: ({ children }: Children) => <th>{children}</th>,
  td: ({ children }: Children) => <td>{children}</td>,
  sup: ({ children }: Children) => <sup>{children}</sup>,
  section: ({ children }: Children) => <div className={styles.notes}>{children}</div>,
  a: ({ href, children }) => <Link href={href}>{children}</Link>,
  img: ({ alt }) => (
    <span className={styles.image}>{alt ? t.browse.imageOf(alt) : t.browse.image}</span>
  ),
  input: ({ checked }) => <Icon of={checked ? SquareCheck : SquareIcon} />,
};

export function ReadmeMarkdown({ text }: { text: string }) {
  return (
    <div className={`selectable ${styles.markdown}`}>
      <Markdown
        remarkPlugins={[remarkGfm]}
        components={COMPONENTS}
        skipHtml
        urlTransform={(url) => safeLink(url) ?? ''}
      >
        {text}
      </Markdown>
    </div>
  );
}

/** The app opens no address that a stranger wrote: it shows it, and copies it when asked to. */
function Link({ href, children }: Children & { readonly href: string | undefined }) {
  const { notices } = useShoal();
  const address = safeLink(href);
  if (address === null) return <span>{children}</span>;
  return (
    <button
      type="button"
      className={styles.link}
      title={t.common.copyWhat(address)}
      onClick={() => {
        copyText(address);
        notify(notices, t.common.copiedWhat(address));
      }}
    >
      {children}
    </button>
  );
}

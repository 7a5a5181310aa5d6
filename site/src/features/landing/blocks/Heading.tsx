import type { HeadingLevel } from '../BlockView';

interface HeadingProps {
  level: HeadingLevel;
  className?: string | undefined;
  children: string | null;
}

/** A block's heading: the page's own (`h1`) where the block comes first. */
export function Heading({ level, className, children }: HeadingProps) {
  const Tag = `h${level}` as const;
  return children ? <Tag className={className}>{children}</Tag> : null;
}

import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { apiUrl } from '../api/address';
import { classifyHref } from './classifyHref';

interface SmartLinkProps {
  href: string;
  className?: string | undefined;
  children: ReactNode;
}

/** A link that an editor wrote: to a page of this site, a place on the page, the admin panel, or elsewhere. */
export function SmartLink({ href, className, children }: SmartLinkProps) {
  switch (classifyHref(href)) {
    case 'page':
      return (
        <Link href={href} className={className}>
          {children}
        </Link>
      );
    case 'api':
      return (
        <a href={apiUrl(href)} className={className}>
          {children}
        </a>
      );
    case 'fragment':
    case 'elsewhere':
      return (
        <a href={href} className={className} rel="noopener">
          {children}
        </a>
      );
    case 'unsafe':
      return <span className={className}>{children}</span>;
  }
}

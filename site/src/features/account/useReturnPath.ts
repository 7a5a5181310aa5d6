import { useSearchParams } from 'wouter';
import { classifyHref } from '../../ui/classifyHref';

/** Where to go once logged in: the page of this site that `?next=` names, else the rooms. */
export function useReturnPath(): string {
  const [params] = useSearchParams();
  const next = params.get('next');
  return next && classifyHref(next) === 'page' ? next : '/rooms';
}

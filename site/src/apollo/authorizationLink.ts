import { ApolloLink } from '@apollo/client';
import { catchError, from, of, switchMap, throwError, type Observable } from 'rxjs';
import { currentToken, renewSession } from '../features/account/sessionRenewal';
import { toRefusal } from './refusal';

/**
 * Sends the session's token along. An operation refused for an outdated one is tried once more with a
 * new one; where there is none to be had, the session is over and the refusal stands.
 */
export const authorizationLink = new ApolloLink((operation, forward) => {
  const attempt = (token: string | undefined): Observable<ApolloLink.Result> => {
    operation.setContext({ headers: token ? { authorization: `Bearer ${token}` } : {} });
    return forward(operation);
  };

  const again = (refused: Observable<ApolloLink.Result>) =>
    from(tokenAfterRenewal()).pipe(switchMap((token) => (token ? attempt(token) : refused)));

  return from(currentToken()).pipe(
    switchMap((token) => {
      if (!token) return attempt(token);
      return attempt(token).pipe(
        // The refusal may come as a GraphQL answer, or as an HTTP status with one in its body.
        catchError((error: unknown) => {
          const refused = throwError(() => error);
          return toRefusal(error).code === 'UNAUTHENTICATED' ? again(refused) : refused;
        }),
        switchMap((result) => (isUnauthenticated(result) ? again(of(result)) : of(result))),
      );
    }),
  );
});

async function tokenAfterRenewal(): Promise<string | undefined> {
  return (await renewSession()) === 'renewed' ? await currentToken() : undefined;
}

function isUnauthenticated({ errors }: ApolloLink.Result): boolean {
  return errors?.some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED') ?? false;
}

/**
 * Iterates `first`, and then what `rest` gives, mapped; null leaves one out.
 *
 * Not an async generator on purpose: the `return()` of one waits until the value it is waiting for has
 * come, so a subscription to a quiet room would outlive its subscriber.
 */
export function startingWith<Value, Result>(
  first: Result,
  rest: AsyncIterableIterator<Value>,
  map: (value: Value) => Result | null,
): AsyncIterableIterator<Result> {
  let isFirst = true;
  return {
    async next() {
      if (isFirst) {
        isFirst = false;
        return { done: false, value: first };
      }
      for (;;) {
        const result = await rest.next();
        if (result.done) return { done: true, value: undefined };
        const value = map(result.value);
        if (value !== null) return { done: false, value };
      }
    },
    async return() {
      isFirst = false;
      await rest.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

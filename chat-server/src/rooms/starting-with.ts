/**
 * Iterates `first`, and then what `rest` gives, mapped.
 *
 * Not an async generator on purpose: the `return()` of one waits until the value it is waiting for has
 * come, so a subscription to a quiet room would outlive its subscriber.
 */
export function startingWith<Value, Result>(
  first: Result,
  rest: AsyncIterableIterator<Value>,
  map: (value: Value) => Result,
): AsyncIterableIterator<Result> {
  let isFirst = true;
  return {
    async next() {
      if (isFirst) {
        isFirst = false;
        return { done: false, value: first };
      }
      const result = await rest.next();
      return result.done
        ? { done: true, value: undefined }
        : { ...result, value: map(result.value) };
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

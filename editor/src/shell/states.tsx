import { Alert, Skeleton, Stack } from "@mantine/core"

/** What went wrong, in the server's words. */
export function Failure({ error }: { readonly error: Error }) {
  return (
    <Alert color="red" variant="light" role="alert" title="This could not be done" mb="md">
      {error.message}
    </Alert>
  )
}

/** Stands where rows will be. */
export function Skeletons({ rows }: { readonly rows: number }) {
  return (
    <Stack aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={72} radius="md" />
      ))}
    </Stack>
  )
}

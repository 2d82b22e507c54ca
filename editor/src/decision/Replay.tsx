import { Anchor, Button, Group, Text } from "@mantine/core"
import { useMutation } from "@tanstack/react-query"
import { get } from "../client.ts"

interface Answer {
  readonly identical: boolean
  readonly differences: readonly { readonly pointer: string }[]
  readonly digest: string
}

/** Decides again from what was known then, and hands out everything that it takes to do so elsewhere. */
export function Replay({ id, digest }: { readonly id: string; readonly digest: string }) {
  const replay = useMutation({ mutationFn: () => get<Answer>(`/api/decisions/${id}/replay`) })
  return (
    <div>
      <Group gap="sm">
        <Button variant="default" onClick={() => replay.mutate()} loading={replay.isPending}>
          Decide again from the record
        </Button>
        <Anchor href={`/api/decisions/${id}/receipt`} download={`receipt-${id}.json`}>
          Download the receipt
        </Anchor>
      </Group>
      <Text role="status" size="sm" mt="xs">
        {replay.error !== null && replay.error.message}
        {replay.data?.identical === true && `The same in every field; digest ${replay.data.digest.slice(0, 12)}…`}
        {replay.data?.identical === false &&
          `It comes out differently: ${replay.data.differences.map(({ pointer }) => pointer).join(", ")}`}
      </Text>
      <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        Digest {digest}
      </Text>
    </div>
  )
}

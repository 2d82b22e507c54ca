import {
  type ColumnDefinitionNode,
  DataTypeNode,
  GeneratedNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  type QueryId,
  RawNode,
} from "kysely"

class DdlTransformer extends OperationNodeTransformer {
  protected override transformColumnDefinition(node: ColumnDefinitionNode, queryId?: QueryId): ColumnDefinitionNode {
    const { autoIncrement, ...column } = super.transformColumnDefinition(node, queryId)
    const dataType = toPostgresType(column.dataType)
    return autoIncrement === true
      ? { ...column, dataType, generated: GeneratedNode.create({ identity: true, byDefault: true }) }
      : { ...column, dataType }
  }
}

function toPostgresType(node: OperationNode): OperationNode {
  if (!DataTypeNode.is(node)) return node
  if (node.dataType === "text") return RawNode.createWithSql('text collate "C"')
  return node.dataType === "integer" ? DataTypeNode.create("bigint") : node
}

const transformer = new DdlTransformer()

/**
 * What the migrations say, as PostgreSQL has to be told it, so that both stores come out alike: text sorts by its bytes
 * whatever the database's locale, whole numbers reach as far as a sequence does, and a counting column is an identity.
 */
export const postgresDdl: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
  transformResult: ({ result }) => Promise.resolve(result),
}

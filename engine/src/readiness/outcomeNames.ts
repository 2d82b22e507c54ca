/** The verdicts of the training domain, most cautious first. */
export const outcomeNames = ["refer", "deload", "reduce", "train", "push"] as const
export type OutcomeName = (typeof outcomeNames)[number]

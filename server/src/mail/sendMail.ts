import { createTransport } from "nodemailer"

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}
export type SendMail = (mail: Mail) => Promise<void>

/** Sends by the SMTP server of an `smtp://` or `smtps://` address; rejects when it does not take the mail. */
export function createSendMail({ url, from }: { readonly url: string; readonly from: string }): SendMail {
  const transport = createTransport(url, { from })
  return async (mail) => {
    await transport.sendMail({ ...mail })
  }
}

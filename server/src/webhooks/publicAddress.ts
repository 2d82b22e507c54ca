import { lookup, type LookupAddress } from "node:dns"
import { isIP, type LookupFunction } from "node:net"
import ipaddr from "ipaddr.js"

/** Whether an IP address is one of the public internet: not loopback, private, link-local, reserved or mapped to such. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast"
}

/** A host that is written as an address of a private network. */
export function isPrivateLiteral(hostname: string): boolean {
  const literal = hostname.replace(/^\[(.*)\]$/, "$1")
  return isIP(literal) !== 0 && !isPublicAddress(literal)
}

/**
 * Looks a name up and fails when any of its addresses is not public. The connection is made to what was looked up here,
 * so that a name cannot mean one address when it is checked and another when it is used.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? []
    if (error !== null || first === undefined) return callback(error ?? new Error("no address"), "")
    if (!addresses.every(({ address }) => isPublicAddress(address))) return callback(new Error("a private address"), "")
    if (options.all === true) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

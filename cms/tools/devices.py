"""What a person recognises a device by: the browser and system it names, and roughly where it is."""

from ipaddress import IPv4Address, ip_address, ip_network

from ua_parser import parse

LONGEST_AGENT = 400  # characters that are looked at; browsers need half of it
_BITS = {4: 24, 6: 48}


def device_named(agent: str) -> str:
    """“Firefox, Windows” out of a User-Agent header; empty where it names neither."""
    found = parse(agent[:LONGEST_AGENT])
    browser = found.user_agent.family if found.user_agent else ""
    system = found.os.family if found.os else ""
    return ", ".join(filter(None, (browser, system)))


def place_of(address: str) -> str:
    """The network an address is in, as people write it; empty for what is no address.

    The last part is left out: it says which network, not which line.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return ""
    network = ip_network((ip, _BITS[ip.version]), strict=False)
    start = str(network.network_address)
    return f"{start.rpartition('.')[0]}.x" if isinstance(ip, IPv4Address) else f"{start}/{network.prefixlen}"

package dev.kechuang.shared.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Whom a limit by address counts as one. */
public final class ClientNetwork {

    private ClientNetwork() {}

    /** An IPv6 subscriber has a /64 of addresses: they count as one. */
    public static String of(String address) {
        if (address.indexOf(':') < 0) return address;
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            if (bytes.length != 16) return address;
            return HexFormat.of().formatHex(bytes, 0, 8);
        } catch (UnknownHostException e) {
            return address;
        }
    }
}

package dev.kechuang.match.internal.push;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where a webhook goes: an address on the public internet, by https. What leads into the own network is refused, by name
 * and by what the name resolves to, and the call is made to the very address that was looked at.
 *
 * @param host as in the address, for the certificate
 * @param path with query
 */
record Target(boolean secure, String host, int port, String path, InetAddress address) {

    /** Why an address is refused; the message is a key of a text. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String key) {
            super(key);
        }
    }

    /** @param anywhere also plain http and the own network: for tests and closed networks */
    static Target of(String url, boolean anywhere) throws Refused {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new Refused("matchPush.webhook.error.url");
        }
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        String host = uri.getHost();
        if (host == null || host.isEmpty() || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new Refused("matchPush.webhook.error.url");
        }
        if (!secure && !(anywhere && "http".equalsIgnoreCase(uri.getScheme()))) {
            throw new Refused("matchPush.webhook.error.https");
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        InetAddress found = null;
        try {
            for (InetAddress address : InetAddress.getAllByName(bare)) {
                if (!anywhere && !isPublic(address)) throw new Refused("matchPush.webhook.error.private");
                if (found == null) found = address;
            }
        } catch (UnknownHostException e) {
            throw new Refused("matchPush.webhook.error.host");
        }
        if (found == null) throw new Refused("matchPush.webhook.error.host");
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        @Nullable String query = uri.getRawQuery();
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        return new Target(secure, host, port, query == null ? path : path + "?" + query, found);
    }

    /** Neither of this machine, nor of a private, local, shared or reserved network (RFC 6890). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) return false;
        byte[] b = address.getAddress();
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        if (address instanceof Inet4Address) {
            return first != 0
                    && first < 224
                    && !(first == 100 && second >= 64 && second < 128)
                    && !(first == 192 && second == 0 && (b[2] == 0 || b[2] == 2))
                    && !(first == 198 && (second == 18 || second == 19 || second == 51))
                    && !(first == 203 && second == 0 && b[2] == 113);
        }
        // Global unicast is 2000::/3; of it 2001:db8::/32 is for documents, 2002::/16 and 2001::/32 lead into IPv4
        // again.
        if ((first & 0xe0) != 0x20) return false;
        boolean embedded = first == 0x20 && (second == 0x02 || (second == 0x01 && b[2] == 0 && b[3] == 0));
        boolean documents = first == 0x20 && second == 0x01 && (b[2] & 0xff) == 0x0d && (b[3] & 0xff) == 0xb8;
        return !embedded && !documents;
    }

    /** As the header Host wants it. */
    String authority() {
        return port == (secure ? 443 : 80) ? host : host + ":" + port;
    }
}

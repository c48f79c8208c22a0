package dev.kechuang.match.internal.push;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts a text and reads the status. Not by the JDK's client: that resolves the name once more, and a name that then
 * resolves to an address inside would get past the check. Follows nothing and keeps nothing of the answer.
 */
final class Caller {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_LINE = 1_000;

    private Caller() {}

    /** The status of the answer. */
    static int post(Target target, Map<String, String> headers, String body) throws IOException {
        int patience = (int) PATIENCE.toMillis();
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(target.address(), target.port()), patience);
            plain.setSoTimeout(patience);
            if (!target.secure()) return exchange(plain, target, headers, body);
            var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            try (var secure = (SSLSocket) factory.createSocket(plain, target.host(), target.port(), true)) {
                var parameters = secure.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secure.setSSLParameters(parameters);
                secure.startHandshake();
                return exchange(secure, target, headers, body);
            }
        }
    }

    private static int exchange(Socket socket, Target target, Map<String, String> headers, String body)
            throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        var request = new StringBuilder();
        request.append("POST ").append(target.path()).append(" HTTP/1.1\r\n");
        request.append("Host: ").append(target.authority()).append("\r\n");
        request.append("Content-Type: application/json; charset=utf-8\r\n");
        request.append("Content-Length: ").append(content.length).append("\r\n");
        request.append("Connection: close\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        request.append("\r\n");
        var out = new ByteArrayOutputStream();
        out.writeBytes(request.toString().getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(content);
        socket.getOutputStream().write(out.toByteArray());
        socket.getOutputStream().flush();
        return status(socket.getInputStream());
    }

    private static int status(InputStream in) throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        var line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (line.length() == LONGEST_LINE || System.nanoTime() - until > 0) {
                throw new SocketTimeoutException("the answer has no end");
            }
            line.append((char) next);
            next = in.read();
        }
        String[] words = line.toString().strip().split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5][0-9]{2}")) {
            throw new IOException("no answer of HTTP");
        }
        return Integer.parseInt(words[1]);
    }
}

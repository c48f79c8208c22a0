package dev.kechuang.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where pages are served. */
final class ServerOptions {

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "HTTP 端口 · HTTP port (default: 8080)")
    private int port;

    @Option(names = "--address", paramLabel = "A", description = "监听地址 · address to listen on")
    private @Nullable String address;

    int port() {
        return port;
    }

    String address(String otherwise) {
        return address != null ? address : otherwise;
    }

    /**
     * Looks before the long work begins whether the port can be had.
     *
     * @throws Refusal if it is taken or not allowed
     */
    void check(String otherwise) {
        if (port < 0 || port > 65535) {
            throw new Refusal(
                    "--port 的值 " + port + " 有误：应为 1 到 65535。", "--port " + port + " is wrong: it must be 1 to 65535.");
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address(otherwise)), port));
        } catch (UnknownHostException e) {
            throw new Refusal(
                    "--address 的值有误：" + address + "。",
                    "--address names no address of this machine: " + address + ".",
                    e);
        } catch (IOException e) {
            throw busy(port, e);
        }
    }

    static Refusal busy(int port, Exception e) {
        return new Refusal(
                "端口 " + port + " 不可用（已被占用或无权限）：请用 --port 指定其他端口。",
                "Port " + port + " can't be used, it is taken or not permitted: name another one with --port.",
                e);
    }
}

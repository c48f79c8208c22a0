package dev.kechuang.shared.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Addresses of style sheets, scripts and pictures. They hold a digest over all files, so that a browser may keep them
 * for a year and still sees every change at once.
 */
@Component
public final class Assets {

    private final String root;

    public Assets() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:/static/**/*.*");
            Arrays.sort(files, Comparator.comparing(Assets::address));
            var digest = MessageDigest.getInstance("SHA-256");
            for (Resource file : files) {
                if (file.isReadable()) digest.update(file.getContentAsByteArray());
            }
            root = "/assets/" + HexFormat.of().formatHex(digest.digest(), 0, 6) + "/";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String address(Resource file) {
        try {
            return file.getURL().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the files lie, e.g. {@code /assets/3f2a9c01d4e5/}. */
    public String root() {
        return root;
    }

    /** The address of one file under {@code static}, e.g. {@code css/base.css}. */
    public String url(String file) {
        return root + file;
    }
}

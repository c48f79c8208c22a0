package dev.kechuang.shared.access;

/** What the security context holds as principal of everybody who is logged in, by form, OIDC or token. */
public interface HasViewer {
    Viewer viewer();
}

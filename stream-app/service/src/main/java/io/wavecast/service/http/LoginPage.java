package io.wavecast.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page that asks a browser's user for the token. It shows the token once, in the header of a
 * request to {@code /login}, so that no request of the server has a body. It refers to no other
 * file, because those need the token.
 */
final class LoginPage {
  private static final String SCRIPT =
      """
      'use strict';
      document.querySelector('form').addEventListener('submit', async event => {
        event.preventDefault();
        const token = document.querySelector('input').value.trim();
        const say = text => { document.querySelector('output').textContent = text; };
        try {
          const answer = await fetch('/login', {method: 'POST', headers: {Authorization: 'Bearer ' + token}});
          if (answer.ok) location.reload();
          else say('This is not the token.');
        } catch (e) {
          say('The service does not answer, or the token has other characters than ASCII.');
        }
      });
      """;

  private static final String STYLE =
      """
      :root { font: 15px ui-sans-serif, system-ui, sans-serif; color: #1c2730; background: #f6f6f3; }
      body { max-width: 24rem; margin: 20vh auto 0; padding: 0 1rem; }
      h1 { font-size: 1.3rem; }
      label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
      input, button { margin: .4rem 0 1rem; padding: .5rem .7rem; border: 1px solid #6b7680; border-radius: 6px; }
      button { border-color: #22617f; background: #22617f; color: #fff; cursor: pointer; }
      output { color: #c2483d; }
      @media (prefers-color-scheme: dark) {
        :root { color: #e3e9ed; background: #0e1419; }
        input { color: inherit; background: #151d24; }
        output { color: #e9776b; }
      }
      """;

  static final String HTML =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Wavecast</title>
      <style>"""
          + STYLE
          + """
      </style>
      <h1>Wavecast</h1>
      <form>
        <label>Token <input type="password" autocomplete="current-password" required autofocus></label>
        <button>Show the console</button>
        <p><output></output></p>
      </form>
      <script>"""
          + SCRIPT
          + "</script>\n</html>\n";

  /** Content-Security-Policy: only this script and style, and requests to this server. */
  static final String POLICY =
      ("default-src 'none'; script-src 'sha256-%s'; style-src 'sha256-%s'; connect-src 'self';"
              + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
          .formatted(sha256(SCRIPT), sha256(STYLE));

  private LoginPage() {}

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}

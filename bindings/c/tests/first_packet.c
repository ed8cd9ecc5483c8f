/* The way of a packet, in C: a program of the tests, and an example. Its one argument is a folder that `motcua trial`
 * made. A program of yours would use a JSON library; this one only cuts members out of answers. */
#include <motcua.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char now[32];

static void fail(const char *what, const char *why) {
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static char *format(const char *pattern, ...) {
    va_list first, second;
    va_start(first, pattern);
    va_copy(second, first);
    int length = vsnprintf(NULL, 0, pattern, first);
    char *text = malloc((size_t)length + 1);
    if (text == NULL) fail("memory", "none");
    vsnprintf(text, (size_t)length + 1, pattern, second);
    va_end(first);
    va_end(second);
    return text;
}

/* Calls an operation; the JSON of its result. */
static char *call(const char *op, const char *params) {
    char *request = format("{\"v\":1,\"id\":1,\"op\":\"%s\",\"params\":%s}", op, params);
    char *answer = motcua_call(request, strlen(request));
    free(request);
    if (answer == NULL) fail(op, "no memory");
    const char *head = "{\"id\":1,\"result\":";
    const char *tail = ",\"v\":1}";
    size_t length = strlen(answer);
    if (strncmp(answer, head, strlen(head)) != 0) fail(op, answer);
    char *result = format("%.*s", (int)(length - strlen(head) - strlen(tail)), answer + strlen(head));
    motcua_free(answer);
    return result;
}

/* The code of the error that a call must end with. */
static void refused(const char *op, const char *params, const char *code) {
    char *request = format("{\"v\":1,\"id\":1,\"op\":\"%s\",\"params\":%s}", op, params);
    char *answer = motcua_call(request, strlen(request));
    free(request);
    char *wanted = format("\"code\":\"%s\"", code);
    if (answer == NULL || strstr(answer, wanted) == NULL) fail(code, answer ? answer : "no memory");
    free(wanted);
    motcua_free(answer);
}

/* The member of an object, as JSON: canonical JSON has no space, and the names asked for here stand once. */
static char *member(const char *object, const char *name) {
    char *key = format("\"%s\":", name);
    const char *at = strstr(object, key);
    if (at == NULL) fail(name, object);
    at += strlen(key);
    free(key);
    int depth = 0, inside = 0;
    const char *end = at;
    for (; *end; end++) {
        if (inside) {
            if (*end == '\\') end++;
            else if (*end == '"') inside = 0;
        } else if (*end == '"') inside = 1;
        else if (*end == '{' || *end == '[') depth++;
        else if (*end == '}' || *end == ']') { if (--depth < 0) break; }
        else if (*end == ',' && depth == 0) break;
    }
    return format("%.*s", (int)(end - at), at);
}

static char *read_file(const char *folder, const char *name) {
    char *path = format("%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) fail(path, "cannot be read");
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) fail(path, "cannot be read");
    text[size] = '\0';
    fclose(file);
    free(path);
    return text;
}

int main(int count, char **arguments) {
    if (count != 2) fail("usage", "first_packet FOLDER");
    const char *city = arguments[1];
    time_t seconds = time(NULL);
    strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime(&seconds));

    char *root = read_file(city, "root.jwk"), *jws = read_file(city, "directory.jws");
    char *opened = call("directory.open", format("{\"jws\":%s,\"root\":%s,\"now\":\"%s\"}", jws, root, now));
    char *directory = member(opened, "directory");
    char *pack_jws = read_file(city, "pack.jws");
    opened = call("pack.open", format("{\"jws\":%s,\"directory\":%s,\"now\":\"%s\"}", pack_jws, directory, now));
    char *pack = member(opened, "pack");

    char day[16];
    strftime(day, sizeof day, "%Y-%m-%d", gmtime(&seconds));
    char *data = format(
        "{\"topic\":\"lighting\",\"content\":\"Đèn đường trước số 12 Lê Lợi không sáng từ ba hôm nay.\","
        "\"place\":{\"commune\":\"26740\",\"detail\":\"Trước số 12 Lê Lợi\"},\"seenAt\":\"%s\",\"danger\":false,"
        "\"reopen\":false,\"sender\":{\"fullName\":\"Nguyễn Thị Mai\",\"phone\":\"0912345678\",\"keepSecret\":true}}",
        day);
    char *form = format("\"pack\":%s,\"code\":\"x-feedback-1022\",\"now\":\"%s\"", pack, now);
    char *report = call("pack.validate", format("{%s,\"data\":%s}", form, data));
    if (strcmp(member(report, "valid"), "true") != 0) fail("the form", report);

    char *phone = call("key.generate", "{\"algorithm\":\"Ed25519\"}");
    char *portal = call("key.load", format("{\"jwk\":%s}", read_file(city, "portal.key")));
    char *jwk = member(phone, "jwk"), *handle = member(phone, "signingKey");
    char *enrolment = format(
        "{\"v\":1,\"person\":\"person:1\",\"name\":\"Nguyễn Thị Mai\",\"kid\":%s,\"jwk\":%s,\"scope\":\"device\","
        "\"level\":2,\"idp\":\"vneid\",\"authTime\":%ld,\"claims\":%s,\"nbf\":%ld,\"exp\":%ld}",
        member(jwk, "kid"), jwk, (long)seconds - 60, call("hash.of", "{\"bytes\":\"\"}"), (long)seconds - 60,
        (long)seconds + 3600);
    char *request = call("sign.begin", format("{\"kind\":\"enrol\",\"payload\":%s,\"key\":%s}", enrolment, member(portal, "jwk")));
    char *signed_one = call("key.sign", format("{\"signingKey\":%s,\"request\":%s}", member(portal, "signingKey"), request));
    char *enrolled = call("sign.toCompact", format("{\"jws\":%s}", signed_one));

    char *dossier = call("dossier.newId", "{}");
    char *submission = call("pack.prepare", format(
        "{%s,\"data\":%s,\"draft\":{\"dossier\":%s,\"nonce\":\"n-1\",\"aud\":[\"H29.0.0\"],"
        "\"auth\":{\"by\":\"key\",\"enrolment\":%s}}}", form, data, dossier, enrolled));
    request = call("sign.begin", format("{\"kind\":\"submission\",\"payload\":%s,\"key\":%s}", submission, jwk));
    signed_one = call("key.sign", format("{\"signingKey\":%s,\"request\":%s}", handle, request));
    char *keys = call("directory.sealKeys", format("{\"directory\":%s,\"agency\":\"H29.0.0\",\"now\":\"%s\"}", directory, now));
    char *packet = call("packet.seal", format(
        "{\"jws\":%s,\"procedure\":%s,\"dossier\":%s,\"recipients\":%s}", signed_one, member(submission, "procedure"), dossier, keys));

    char *unit = call("openingKey.load", format("{\"jwk\":%s}", read_file(city, "unit.key")));
    char *procedure = call("pack.procedure", format("{\"pack\":%s,\"code\":\"x-feedback-1022\"}", pack));
    const char *desk = "{\"packet\":%s,\"openingKey\":%s,\"directory\":%s,\"now\":\"%s\","
                       "\"expected\":{\"aud\":\"H29.0.0\",\"nonce\":\"%s\",\"maxAge\":600,\"signers\":%s}}";
    char *opener = member(unit, "openingKey"), *signers = member(procedure, "signers");
    char *content = call("packet.open", format(desk, packet, opener, directory, now, "n-1", signers));
    if (strstr(content, "Đèn đường") == NULL) fail("the content", content);
    printf("standing %s\n", member(content, "standing"));

    refused("packet.open", format(desk, packet, opener, directory, now, "n-2", signers), "packet/wrongNonce");
    refused("no.such", "{}", "rpc/unknownOp");
    refused("rpc.free", "{\"handle\":\"pack-99\"}", "boundary/type");
    char *odd = motcua_call(NULL, 0);
    if (odd == NULL || strstr(odd, "json/") == NULL) fail("a null request", odd ? odd : "no memory");
    motcua_free(odd);
    motcua_free(NULL);
    return 0;
}

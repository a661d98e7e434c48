curl --silent --head 'http://127.0.0.1:8000/api/v1/regions/' | grep --ignore-case '^ratelimit'
# --retry attend ce que dit Retry-After.
curl --retry 3 'http://127.0.0.1:8000/api/v1/regions/'

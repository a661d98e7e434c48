curl --get --data-urlencode 'url=http://127.0.0.1:8000/collectivites/pays-exemple/' --data 'maxwidth=400' 'http://127.0.0.1:8000/oembed/'
